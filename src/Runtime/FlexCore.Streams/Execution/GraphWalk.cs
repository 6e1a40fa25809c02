using FlexCore.Streams.Graphs;
using FlexCore.Streams.Observation;
using FlexCore.Streams.Records;

namespace FlexCore.Streams.Execution;

/// <summary>Takes rows from the end of a segment through everything behind it: steps with state, branches, joins, error policies and sinks.</summary>
/// <remarks>
/// Used by the ordered stage alone. One pass handles everything that one chunk causes; only when all of it is known do policies apply and sinks
/// get their rows, so that a failed record keeps the rows of its pass from the sinks.
/// </remarks>
internal sealed class GraphWalk
{
    private readonly StatefulStage[] _stages;
    private readonly JoinStage[] _joins;
    private readonly FailureHandler _failures;
    private readonly SinkSet _sinks;
    private readonly RunCounters _counters;
    private readonly List<Delivery> _deliveries = [];
    private readonly List<int> _selected = [];

    /// <summary>Creates the walk with empty stages.</summary>
    /// <param name="plan">The graph.</param>
    /// <param name="sinks">The open sinks.</param>
    /// <param name="counters">Counts what is written.</param>
    /// <param name="meters">Takes what the steps do.</param>
    /// <param name="hurry">Set when the run is drained.</param>
    public GraphWalk(GraphPlan plan, SinkSet sinks, RunCounters counters, RunMeters meters, CancellationToken hurry)
    {
        _stages = [.. plan.Stateful.Select(stage => new StatefulStage(stage, meters, hurry))];
        _joins = [.. plan.Joins.Select(join => new JoinStage(join, meters))];
        _failures = new FailureHandler(plan.Failures, counters);
        _sinks = sinks;
        _counters = counters;
    }

    /// <summary>The steps with state, each behind everything that feeds it.</summary>
    public IReadOnlyList<StatefulStage> Stages => _stages;

    /// <summary>Passes rows on.</summary>
    /// <param name="rows">The rows at the end of a segment.</param>
    /// <param name="emitted">The rows as the segment got them; <see langword="null"/> for rows of the source.</param>
    /// <param name="end">Where they go.</param>
    /// <param name="cancellationToken">Set on abort.</param>
    public async ValueTask PassAsync(RecordBatch rows, RecordLayout? emitted, EndPlan end, CancellationToken cancellationToken)
    {
        _deliveries.Clear();
        _selected.Clear();
        await WalkAsync(rows, emitted, end, cancellationToken);
        foreach (var join in _joins)
        {
            if (join.HasRows)
            {
                join.Apply();
                await WalkAsync(join.Output, join.Joined, join.Then, cancellationToken);
            }
        }

        _failures.Resolve();
        await DeliverAsync(cancellationToken);
    }

    // Failures are collected after the next steps with state have looked at the rows, because they may report some of them as late.
    private async ValueTask WalkAsync(RecordBatch rows, RecordLayout? emitted, EndPlan end, CancellationToken cancellationToken)
    {
        if (end is StageEnd only)
        {
            var stage = _stages[only.Stage];
            await stage.ProcessAsync(rows, cancellationToken);
            _failures.Collect(rows, emitted);
            await WalkAsync(stage.Output, stage.Emitted, stage.Then, cancellationToken);
            return;
        }

        var fed = new List<StatefulStage>();
        await FeedAsync(rows, end, fed, cancellationToken);
        _failures.Collect(rows, emitted);
        foreach (var stage in fed)
        {
            await WalkAsync(stage.Output, stage.Emitted, stage.Then, cancellationToken);
        }
    }

    private async ValueTask FeedAsync(RecordBatch rows, EndPlan end, List<StatefulStage> fed, CancellationToken cancellationToken)
    {
        switch (end)
        {
            case SinksEnd sinks:
                Keep(rows, sinks);
                break;
            case StageEnd next:
                await _stages[next.Stage].ProcessAsync(rows, cancellationToken);
                fed.Add(_stages[next.Stage]);
                break;
            case JoinEnd join:
                _joins[join.Join].Take(rows, join.Copies);
                break;
            case RoutesEnd routes:
                for (var route = 0; route < routes.Routes.Count; route++)
                {
                    rows.Unpark(routes.First + route);
                    await FeedAsync(rows, routes.Routes[route], fed, cancellationToken);
                }

                break;
        }
    }

    private void Keep(RecordBatch rows, SinksEnd end)
    {
        if (rows.SelectedCount > 0 && end.Sinks.Count > 0)
        {
            _deliveries.Add(new Delivery(rows, _selected.Count, rows.SelectedCount, end.Sinks));
            _selected.AddRange(rows.Selection);
        }
    }

    private async ValueTask DeliverAsync(CancellationToken cancellationToken)
    {
        foreach (var delivery in _deliveries)
        {
            Select(delivery);
            await _sinks.WriteAsync(delivery.Sinks, delivery.Rows, cancellationToken);
            _counters.AddWritten(delivery.Count);
            StreamInstruments.RecordsOut.Add(delivery.Count);
        }

        var deadLetters = _failures.DeadLetters;
        if (deadLetters.SelectedCount > 0)
        {
            await _sinks.WriteDeadLettersAsync(deadLetters, cancellationToken);
            _counters.AddDeadLetters(deadLetters.SelectedCount);
            StreamInstruments.DeadLetters.Add(deadLetters.SelectedCount);
        }
    }

    private void Select(Delivery delivery) =>
        delivery.Rows.Select(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_selected).Slice(delivery.First, delivery.Count));

    private readonly record struct Delivery(RecordBatch Rows, int First, int Count, IReadOnlyList<int> Sinks);
}
