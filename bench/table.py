"""How every measurement is printed: as a small table in Markdown."""

from collections.abc import Sequence

Cell = str | float


def show(title: str, heads: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
    """Print a table under its title; the first column is words, the others are figures."""
    written = [list(heads), *([_written(cell) for cell in row] for row in rows)]
    widths = [max(len(row[column]) for row in written) for column in range(len(heads))]
    print(f"\n### {title}\n")
    for number, row in enumerate(written):
        first, *others = zip(row, widths, strict=True)
        cells = [first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in others)]
        print(f"| {' | '.join(cells)} |")
        if number == 0:
            rules = ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])]
            print(f"| {' | '.join(rules)} |")


def _written(cell: Cell) -> str:
    """A figure to three digits that matter."""
    if isinstance(cell, str):
        return cell
    return f"{cell:,.0f}" if abs(cell) >= 100 else f"{cell:.3g}"
