using FlexCore.Streams.Graphs;
using FlexCore.Streams.Observation;

namespace FlexCore.Streams.Compilation;

/// <summary>Collects the operators of one segment and hands out the cells of its rows like registers: each is written once.</summary>
internal sealed class SegmentBuilder
{
    private readonly List<PlannedOperator> _operators = [];
    private readonly CellCount _cells;

    /// <summary>Creates a segment.</summary>
    /// <param name="width">How many cells are taken already.</param>
    public SegmentBuilder(int width = 0)
        : this(new CellCount { Width = width })
    {
    }

    private SegmentBuilder(CellCount cells) => _cells = cells;

    /// <summary>The number of cells.</summary>
    public int Width => _cells.Width;

    /// <summary>Says where the rows go; set when whatever follows the segment is planned, asked when the whole pipeline is.</summary>
    public Func<EndPlan>? End { get; set; }

    /// <summary>Takes a new cell.</summary>
    public int NewSlot() => _cells.Width++;

    /// <summary>Takes numbers under which rows are put aside for routes.</summary>
    /// <param name="count">How many routes.</param>
    /// <returns>The first number.</returns>
    public int NewRoutes(int count)
    {
        var first = _cells.Routes;
        _cells.Routes += count;
        return first;
    }

    /// <summary>A segment whose rows are those of this one, cell by cell: both take their cells from one count.</summary>
    public SegmentBuilder Continue() => new(_cells);

    /// <summary>The index of the step that operators are added for; -1 is the source.</summary>
    public int Step { get; set; } = -1;

    /// <summary>Whether operators were added for the current step.</summary>
    public bool HasOperators => _operators is [.., { } last] && last.Step == Step;

    /// <summary>Adds an operator of the current step.</summary>
    /// <param name="make">Makes it, once for each worker.</param>
    public void Add(Func<IRowOperator> make) => Add(_ => make());

    /// <summary>Adds an operator of the current step that measures what is inside it.</summary>
    /// <param name="make">Makes it, once for each worker.</param>
    public void Add(Func<RunMeters, IRowOperator> make) => _operators.Add(new PlannedOperator(Step, make));

    /// <summary>Says that the operators of the current step only prepare cells for a step with state.</summary>
    public void MarkPreparation()
    {
        for (var i = 0; i < _operators.Count; i++)
        {
            _operators[i] = _operators[i] with { IsPreparation = _operators[i].IsPreparation || _operators[i].Step == Step };
        }
    }

    /// <summary>The segment. A row has at least one cell.</summary>
    public SegmentPlan Build() => new(Math.Max(1, Width), _operators);

    /// <summary>Where the rows go: nowhere, where a mistake kept the rest from being planned.</summary>
    public EndPlan BuildEnd() => End?.Invoke() ?? new SinksEnd([]);

    private sealed class CellCount
    {
        public int Width { get; set; }

        public int Routes { get; set; }
    }
}
