using FlexCore.Application.Catalogs;
using FlexCore.Application.DataStreams;
using FlexCore.Application.Streams;
using FlexCore.Application.Supervision;
using FlexCore.Domain;
using FlexCore.Domain.DataStreams;
using FlexCore.Domain.Pipelines;

namespace FlexCore.Application.UseCases;

/// <summary>Puts together what people see of a spread stream: one row for each partition, and their sum. Stateless and thread-safe.</summary>
internal sealed class PartitionViews(NodeServices services)
{
    private static readonly string[] WorstFirst = ["restarting", "starting", "draining"];

    /// <summary>The partitions, each with what its history says of it.</summary>
    public async Task<IReadOnlyList<(StreamPartitionView View, StreamRun? Run)>> OfAsync(PipelineEntry entry, int partitions, CancellationToken cancellationToken)
    {
        var rows = new List<(StreamPartitionView, StreamRun?)>(partitions);
        foreach (var (partition, part) in StreamParts.All(entry.Id, partitions).Index())
        {
            var state = (await services.Streams.ReadAsync(StreamParts.StreamOf(part), cancellationToken).ConfigureAwait(false)).State;
            var activity = services.Supervisor.Find(part)?.Activity;
            var view = new StreamPartitionView(
                partition,
                NodeOf(part),
                StatusOf(entry, state, activity),
                state.Run?.Attempt ?? 0,
                activity?.Error ?? (state.Status == DataStreamStatus.Failed ? state.Run?.Reason : null),
                activity?.Restarts ?? 0,
                activity?.Run?.Progress ?? StreamViews.ProgressOf(state.Run));
            rows.Add((view, state.Run));
        }

        return rows;
    }

    /// <summary>The status of the whole: that of the partition that is worst off.</summary>
    public static string StatusOf(PipelineEntry entry, IReadOnlyList<StreamPartitionView> partitions) => entry.State.Status == PipelineStatus.Running
        ? WorstFirst.FirstOrDefault(status => partitions.Any(partition => partition.Status == status)) ?? "running"
        : partitions.Any(partition => partition.Status == "draining") ? "draining"
        : StreamViews.StatusOf(entry, null, isHere: true);

    /// <summary>What all partitions have done together; its event time is that of the partition that is furthest behind.</summary>
    public static StreamProgress? Sum(IReadOnlyList<StreamPartitionView> partitions)
    {
        StreamProgress[] all = [.. partitions.Select(partition => partition.Progress).OfType<StreamProgress>()];
        return all is [] ? null : new StreamProgress(
            all.Sum(part => part.RecordsIn),
            all.Sum(part => part.RecordsOut),
            all.Sum(part => part.Errors),
            all.Sum(part => part.DeadLetters),
            all.Sum(part => part.LateRecords),
            all.Sum(part => part.BytesIn),
            BytesTotal: null,
            all.Sum(part => part.BytesRead),
            all.Any(part => part.Watermark is null) ? null : all.Min(part => part.Watermark),
            all.Sum(part => part.Checkpoints));
    }

    private string? NodeOf(EntityId part) => services.Owners?.OwnerOf(part).Node;

    // Of a partition on another node only its history is known here.
    private static string StatusOf(PipelineEntry entry, DataStreamState state, StreamActivity? activity) =>
        activity is { Phase: not StreamPhase.Ended } || entry.State.Status != PipelineStatus.Running ? StreamViews.StatusOf(entry, activity, isHere: true)
        : state.Status switch
        {
            DataStreamStatus.Running => "running",
            DataStreamStatus.Failed => "restarting",
            _ => "starting",
        };
}
