using FlexCore.Streams.Expressions;
using FlexCore.Streams.Expressions.Compilation;
using FlexCore.Streams.Records;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Graphs;

/// <summary>Decides which routes of a branch each row takes, and runs the stateless steps at the beginning of each route on its rows.</summary>
/// <remarks>
/// A row stays one row however many routes it takes: each route computes into cells of its own. Afterwards no row is selected; what came out of each
/// route is put aside under its number. Owned by one worker.
/// </remarks>
/// <param name="first">The number of the first route's rows.</param>
/// <param name="step">The step's index, for failures.</param>
/// <param name="isAll">Whether a row takes every route that matches instead of the first.</param>
/// <param name="routes">The routes in order.</param>
internal sealed class RouteRows(int first, int step, bool isAll, RouteOperators[] routes) : IRowOperator
{
    private uint[] _taken = [];
    private int[] _rows = [];

    /// <summary>How many rows the last call sent down routes, once for each route.</summary>
    public int Taken { get; private set; }

    /// <summary>How many rows of the last call failed before they took a route.</summary>
    public int Failed { get; private set; }

    /// <inheritdoc/>
    public void Apply(RecordBatch batch)
    {
        Taken = 0;
        if (_rows.Length < batch.RowCount)
        {
            _taken = new uint[batch.RowCount];
            _rows = new int[batch.RowCount];
        }

        Decide(batch);
        var rows = _rows.AsSpan(0, batch.SelectedCount);
        batch.Selection.CopyTo(rows);
        for (var route = 0; route < routes.Length; route++)
        {
            Run(batch, route, rows);
            batch.Park(first + route);
        }

        batch.Keep(0);
    }

    private void Decide(RecordBatch batch)
    {
        var selection = batch.SelectionBuffer;
        var kept = 0;
        foreach (var row in selection)
        {
            try
            {
                _taken[row] = RoutesOf(batch.Row(row));
                selection[kept++] = row;
            }
            catch (ExpressionException error)
            {
                batch.Fail(row, step, ExpressionFailure.Of(error));
            }
        }

        Failed = selection.Length - kept;
        batch.Keep(kept);
    }

    private uint RoutesOf(ReadOnlySpan<Value> cells)
    {
        var taken = 0u;
        for (var route = 0; route < routes.Length; route++)
        {
            var matches = routes[route].When is { } when ? when.EvaluateTruth(new EvaluationFrame(cells)) : taken == 0;
            if (matches)
            {
                taken |= 1u << route;
                if (!isAll)
                {
                    break;
                }
            }
        }

        return taken;
    }

    private void Run(RecordBatch batch, int route, ReadOnlySpan<int> rows)
    {
        var bit = 1u << route;
        batch.Select(rows);
        var selection = batch.SelectionBuffer;
        var count = 0;
        foreach (var row in rows)
        {
            if ((_taken[row] & bit) != 0)
            {
                selection[count++] = row;
            }
        }

        batch.Keep(count);
        Taken += count;
        if (count > 0)
        {
            routes[route].Segment.Apply(batch);
        }
    }
}

/// <summary>One route of <see cref="RouteRows"/>.</summary>
/// <param name="When">Lets a row in; <see langword="null"/> lets in those that no route before it took.</param>
/// <param name="Segment">The stateless steps at its beginning.</param>
internal sealed record RouteOperators(CompiledExpression? When, SegmentRun Segment);
