"""`itertools`: lazily where it must be."""
import itertools
import operator
from itertools import accumulate, chain, count, cycle, groupby, islice, product, repeat, zip_longest
from shown import raises, show, unknown

show(list(chain([1, 2], (3,), "ab")), list(chain.from_iterable([[1], [2, 3]])), list(chain()), list(itertools.chain(*[[1], [2]])))
show(list(islice(count(), 3)), list(islice(count(10, 5), 2)), list(islice(count(1, 0.5), 2)), next(count(7)))
numbers = count(1)
show(next(numbers), next(numbers), [next(numbers) for _ in range(3)], next(numbers))
show(list(zip(count(), "abc")), list(zip("abc", repeat(0))), [a * b for a, b in zip([1, 2, 3], cycle([1, -1]))])
show(list(repeat("x", 3)), list(islice(repeat(5), 2)), list(islice(cycle("ab"), 5)), list(cycle([])))
show(list(islice("abcdef", 2, None)), list(islice("abcdef", 1, 5, 2)), list(islice(range(10), 0, None, 3)))
source = iter(range(10))
show(list(islice(source, 3)), list(islice(source, 2)), next(source))
show(list(accumulate([1, 2, 3])), list(accumulate([1, 2, 3], operator.mul)), list(accumulate([1, 2], initial=10)), list(accumulate([])))
show(list(product([1, 2], "ab")), list(product([0, 1], repeat=3)), list(product()), list(product([1], [])))
show(list(itertools.permutations([1, 2, 3], 2)), list(itertools.permutations("abc")), list(itertools.permutations([1], 2)))
show(list(itertools.combinations("abcd", 2)), list(itertools.combinations([1, 2], 3)), list(itertools.combinations_with_replacement("ab", 2)))
show(list(zip_longest([1, 2, 3], "a", fillvalue="-")), list(zip_longest([1], [])), list(itertools.starmap(pow, [(2, 3), (3, 2)])))
show(list(itertools.takewhile(lambda n: n < 4, count())), list(itertools.dropwhile(lambda n: n < 3, [1, 2, 3, 1])))
show(list(itertools.filterfalse(lambda n: n % 2, range(5))), list(itertools.compress("abc", [1, 0, 1])), list(itertools.pairwise([1, 2, 3])))
show([(key, list(group)) for key, group in groupby([1, 1, 2, 1])], [(k, len(list(g))) for k, g in groupby("aabbb", key=str.upper)])
first, second = itertools.tee([1, 2, 3])
show(next(first), list(second), list(first))
grid = {"filters": [16, 32], "kernel": [3, 5]}
show([dict(zip(grid, values)) for values in itertools.product(*grid.values())])
total = 0
for i in count():
    if i > 5:
        break
    total += i
show(total, sum(islice(count(), 4)))
raises(lambda: next(iter(chain())))
raises(lambda: list(chain(5)))
unknown(list(itertools.combinations(range(2000), 2)))
