using FlexCore.Benchmarks.Harness;
using FlexCore.Benchmarks.Jobs.AccessLog;
using FlexCore.Benchmarks.Jobs.Actors;
using FlexCore.Benchmarks.Jobs.Cluster;
using FlexCore.Benchmarks.Jobs.Events;
using FlexCore.Benchmarks.Jobs.Cluster.Outage;
using FlexCore.Benchmarks.Jobs.Expressions;
using FlexCore.Benchmarks.Jobs.Http;
using FlexCore.Benchmarks.Jobs.Journal;
using FlexCore.Benchmarks.Jobs.Observation;
using FlexCore.Benchmarks.Jobs.Projections;
using FlexCore.Benchmarks.Jobs.Schedules;
using FlexCore.Benchmarks.Jobs.Streams;
using FlexCore.Benchmarks.Jobs.Topics;
using FlexCore.Benchmarks.Stores;

namespace FlexCore.Benchmarks;

/// <summary>Every job, one line each.</summary>
public static class JobList
{
    /// <summary>The stores that several jobs read; removed at the end of the run.</summary>
    public static FilledStores Stores { get; } = new();

    public static IReadOnlyList<IBenchmarkJob> All { get; } =
    [
        new EntityCommandsJob(entityCount: 1_000, inFlight: 1_024, batch: 100, reach: 0.4),
        new EntityCommandsJob(entityCount: 1_000, inFlight: 64, batch: 64, reach: 0.5),
        new EntityCommandsJob(entityCount: 1, inFlight: 1_024, batch: 100, reach: 0.3),
        new ActorAskJob(),
        new EntityRecoveryJob(),
        new IdleEntityJob(),
        new JournalAppendJob(inFlight: 1_024, batch: 100, reach: 0.7),
        new JournalAppendJob(inFlight: 64, batch: 64, reach: 0.7),
        new JournalAppendJob(inFlight: 1, batch: 1, reach: 0.7),
        new PostgresAppendJob(inFlight: 1_024, batchMax: 100, reach: 0.4),
        new PostgresAppendJob(inFlight: 1_024, batchMax: 4_096, reach: 0.4),
        new PostgresAppendJob(inFlight: 64, batchMax: 100, reach: 0.2),
        new EntityCommandsJob(entityCount: 1_000, inFlight: 1_024, batch: 100, reach: 0.4) { OnPostgres = true },
        new TopicIngestJob(records: 1, inFlight: 64, reach: 0.3),
        new TopicIngestJob(records: 1_000, inFlight: 4, reach: 0.5),
        new JournalColdStreamsJob(),
        new JournalRecoveryJob(interleavedStreams: 1),
        new JournalRecoveryJob(interleavedStreams: 100),
        new FeedReadJob(),
        new CombinedParseJob(),
        new JsonProjectionJob(),
        new WindowJob(),
        new SlidingWindowJob(sizeMs: 60_000, everyMs: 10_000),
        new SlidingWindowJob(sizeMs: 60_000, everyMs: 1_000),
        new SessionWindowJob(),
        new DedupeJob(),
        new AccessLogJob(Rival.Loop, reach: 0.35),
        new AccessLogJob(Rival.Miller, reach: 1),
        new AccessLogJob(Rival.Mawk, reach: 1),
        new WorkingSetJob(),
        new StartupJob(),
        FilterExpressionJob.StatusAndPath,
        FilterExpressionJob.Arithmetic,
        FilterExpressionJob.PartOfPath,
        new FlowJob(),
        new NdjsonJob(),
        new MeasuredJob(new EntityCommandsJob(entityCount: 1_000, inFlight: 1_024, batch: 100, reach: 0)),
        new MeasuredJob(new NdjsonJob()),
        new MeasuredJob(new AccessLogInProcessJob()),
        new TracedAppendJob(inFlight: 1_024),
        new TracedAppendJob(inFlight: 64),
        new ShardAllocationJob(),
        new UserOperatorJob(),
        new ValidateJob(),
        new HttpIngestJob(),
        new HttpBatchIngestJob(),
        new HttpEventAppendJob(eventsInRequest: 1, connections: 32, reach: null),
        new HttpEventAppendJob(eventsInRequest: 100, connections: 4, reach: null),
        new SseLatencyJob(),
        new HttpMixJob(),
        new RemoteAskJob(isBatched: false, reach: 0.4),
        new RemoteAskJob(isBatched: true, reach: null),
        new TopicFanOutJob(),
        new ClusterCommandsJob(),
        new ShardOutageJob(isKill: true),
        new ShardOutageJob(isKill: false),
        new IdleClusterJob(),
        new DueSchedulesJob(inMemory: true),
        new DueSchedulesJob(inMemory: false),
        new IdleSchedulesJob(),
        new PipelineSummaryJob(onPostgres: false),
        new PipelineSummaryJob(onPostgres: true),
        new TimeTravelJob(onPostgres: false),
        new TimeTravelJob(onPostgres: true),
        new CommitToClientJob(hints: true, reach: 20),
        new CommitToClientJob(hints: false, reach: 2),
        new WholeFeedJob(Stores, onPostgres: false),
        new WholeFeedJob(Stores, onPostgres: true),
        new AppendAtSizeJob(Stores, onPostgres: false, inFlight: 1),
        new AppendAtSizeJob(Stores, onPostgres: false, inFlight: 64),
        new AppendAtSizeJob(Stores, onPostgres: true, inFlight: 1),
        new AppendAtSizeJob(Stores, onPostgres: true, inFlight: 64),
    ];
}
