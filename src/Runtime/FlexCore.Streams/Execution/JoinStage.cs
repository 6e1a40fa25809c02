using FlexCore.Streams.Graphs;
using FlexCore.Streams.Observation;
using FlexCore.Streams.Records;

namespace FlexCore.Streams.Execution;

/// <summary>Brings the rows of several routes together in input order; rows of one record come in the order of their routes. Used by the ordered stage alone.</summary>
/// <remarks>The order depends on the records only: each row knows the record that caused it, however the input was cut into chunks.</remarks>
internal sealed class JoinStage
{
    private readonly List<Waiting> _waiting = [];
    private readonly SegmentRun _next;
    private RecordBatch? _placed;

    /// <summary>Creates the stage.</summary>
    /// <param name="plan">What it does.</param>
    /// <param name="meters">Takes what the steps behind the join do.</param>
    public JoinStage(JoinPlan plan, RunMeters meters)
    {
        _next = plan.Next.Instantiate(meters);
        Output = new RecordBatch(plan.Next.Width);
        Joined = plan.Joined;
        Then = plan.Then;
    }

    /// <summary>The rows as they come together.</summary>
    public RecordLayout Joined { get; }

    /// <summary>Where the rows go.</summary>
    public EndPlan Then { get; }

    /// <summary>The rows of the last <see cref="Apply"/>, after the stateless steps.</summary>
    public RecordBatch Output { get; }

    /// <summary>Whether rows wait to be joined.</summary>
    public bool HasRows => _waiting.Count > 0;

    /// <summary>Takes the selected rows of a route; they must stay as they are until <see cref="Apply"/>.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="copies">Which cells to take over.</param>
    public void Take(RecordBatch rows, IReadOnlyList<CellCopy> copies)
    {
        if (rows.Source is not null)
        {
            _placed = rows;
        }

        foreach (var row in rows.Selection)
        {
            _waiting.Add(new Waiting(rows.OriginOf(row), _waiting.Count, rows, row, copies));
        }
    }

    /// <summary>Joins the rows that wait and runs the stateless steps behind the join.</summary>
    public void Apply()
    {
        Output.Clear();
        if (_placed is { } placed)
        {
            Output.Follow(placed);
        }

        _waiting.Sort();
        foreach (var waiting in _waiting)
        {
            var from = waiting.Batch.Row(waiting.Row);
            var to = Output.AddFrom(waiting.Batch, waiting.Row);
            foreach (var copy in waiting.Copies)
            {
                to[copy.To] = from[copy.From];
            }
        }

        _waiting.Clear();
        _placed = null;
        _next.Apply(Output);
    }

    private readonly record struct Waiting(int Origin, int Order, RecordBatch Batch, int Row, IReadOnlyList<CellCopy> Copies) : IComparable<Waiting>
    {
        public int CompareTo(Waiting other) => Origin != other.Origin ? Origin.CompareTo(other.Origin) : Order.CompareTo(other.Order);
    }
}
