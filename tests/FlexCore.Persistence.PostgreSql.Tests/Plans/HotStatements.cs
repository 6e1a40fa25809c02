using FlexCore.Persistence.PostgreSql.Cluster;
using FlexCore.Persistence.PostgreSql.EventIndex;
using FlexCore.Persistence.PostgreSql.Reading;
using FlexCore.Persistence.PostgreSql.Writing;

namespace FlexCore.Persistence.PostgreSql.Tests.Plans;

/// <summary>The statements that run all the time, with the types of their parameters.</summary>
internal static class HotStatements
{
    private const string EventArrays = "int[], bigint[], text[], bigint[], uuid[], bytea[], int[], bigint[], bytea[], bytea[], bytea[], bytea[], bytea[], bigint[], bytea[]";

    public static IReadOnlyList<(string Name, string Types, string Sql)> All { get; } =
    [
        ("append", $"{EventArrays}, int[], bigint[]", WriterSession.AppendSql),
        ("append: newest offsets of shards", "int[]", WriterSession.ShardsSql),
        ("append: newest versions of streams", "text[]", WriterSession.HeadsSql),
        ("read a stream", "text, bigint, bigint", PostgresEventJournal.ReadSql),
        ("read the feed", "int[], bigint[], bigint, bigint", FeedReader.ReadSql),
        ("feed: ends of shards", "", FeedReader.EndsSql),
        ("search forwards", "bytea, bigint, int, bigint, bigint", PostgresEventIndex.ForwardsSql),
        ("search backwards", "bytea, bigint, int, bigint, bigint", PostgresEventIndex.BackwardsSql),
        ("search several terms forwards", "bytea, bigint, int, bigint, bigint, bigint, bytea[]", PostgresEventIndex.AllForwardsSql),
        ("search several terms backwards", "bytea, bigint, int, bigint, bigint, bigint, bytea[]", PostgresEventIndex.AllBackwardsSql),
        ("search: sizes of terms", "bytea[]", PostgresEventIndex.SizesSql),
        ("index upkeep", "text, text, bytea[], bigint[], int[], bigint[], text[], text[], bytea[], bigint[]", PostgresEventIndex.AddSql),
        ("count events", "text", PostgresEventIndex.CountSql),
        ("time travel: nearest kept state", "text, text, bigint, bigint", PostgresStateSnapshots.FindSql),
        ("directory page", "text, text, bigint", PostgresEntityDirectory.PageSql),
        ("directory part", "text, text, text, text, int, bigint, bigint", PostgresEntityDirectory.PartSql),
        ("directory count", "text, text, text, text, int", PostgresEntityDirectory.CountSql),
        ("versions of a kind", "text", PostgresEntityVersions.Sql),
        ("load a snapshot", "text", PostgresSnapshotStore.LoadSql),
        ("load a checkpoint", "text", PostgresCheckpointStore.LoadSql),
        ("renew leases", "text[], bigint[], text, interval", PostgresLeaseTable.RenewSql),
        ("heartbeat", "text, bigint", PostgresMembershipTable.HeartbeatSql),
    ];
}
