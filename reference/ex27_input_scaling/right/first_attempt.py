"""Right: a beginner's first class, with lists and without NumPy."""


class StandardScaler:
    def __init__(self) -> None:
        self.fitted = False

    def fit(self, X: list) -> "StandardScaler":
        self.mean = []
        self.std = []
        for column in zip(*X):  # noqa: B905  (rows of one table)
            mean = sum(column) / len(column)
            distances = []
            for value in column:
                distances.append((value - mean) ** 2)
            variance = sum(distances) / len(distances)
            std = variance**0.5
            if std == 0:
                std = 1.0
            self.mean.append(mean)
            self.std.append(std)
        self.fitted = True
        return self

    def transform(self, X: list) -> list:
        if self.fitted is False:
            raise ValueError("use fit first")
        result = []
        for row in X:
            if len(row) != len(self.mean):
                raise ValueError("this row has the wrong length")
            new_row = []
            for i in range(len(row)):
                new_row.append((row[i] - self.mean[i]) / self.std[i])
            result.append(new_row)
        return result

    def fit_transform(self, X: list) -> list:
        self.fit(X)
        answer = self.transform(X)
        return answer

    def inverse_transform(self, Z: list) -> list:
        if self.fitted is False:
            raise ValueError("use fit first")
        result = []
        for row in Z:
            if len(row) != len(self.mean):
                raise ValueError("this row has the wrong length")
            new_row = []
            for i in range(len(row)):
                new_row.append(row[i] * self.std[i] + self.mean[i])
            result.append(new_row)
        return result
