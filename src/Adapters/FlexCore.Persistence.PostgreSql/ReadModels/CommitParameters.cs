using System.Text;
using FlexCore.Application.Projections.Store;
using FlexCore.Persistence.PostgreSql.Database;
using Npgsql;

namespace FlexCore.Persistence.PostgreSql.ReadModels;

/// <summary>Turns a commit into the columns that its one statement takes.</summary>
internal static class CommitParameters
{
    public static NpgsqlParameter[] Of(ReadModelCommit commit)
    {
        var saved = commit.Changes.Select(static change => change.Document).OfType<StoredReadModel>().ToArray();
        var deleted = commit.Changes.Where(static change => change.Document is null).Select(static change => change.Key).ToArray();
        return
        [
            Parameter.Of(commit.Generation),
            Column(commit.Fences, static lease => lease.Shard),
            Column(commit.Fences, static lease => lease.Epoch),
            Column(commit.Moves, static move => move.Shard),
            Column(commit.Moves, static move => move.From),
            Column(commit.Moves, static move => move.To),
            Column(commit.Moves, static move => move.Applied),
            Column(saved, static document => document.Key.Tenant.Value),
            Column(saved, static document => document.Key.Kind),
            Column(saved, static document => document.Key.Key),
            Column(saved, static document => document.AggregateType),
            Column(saved, static document => Encoding.UTF8.GetString(document.Data.Span)),
            Column(saved, static document => Encoding.UTF8.GetString(document.Stamps.Span)),
            Column(saved, static document => document.Version),
            Column(saved, static document => document.Events),
            Column(saved, static document => document.CreatedAt.UtcTicks),
            Column(saved, static document => document.UpdatedAt.UtcTicks),
            Column(deleted, static key => key.Tenant.Value),
            Column(deleted, static key => key.Kind),
            Column(deleted, static key => key.Key),
            Column(commit.Released, static place => place.Shard),
            Column(commit.Released, static place => place.Offset),
            .. Parked(commit.Parked),
            Parameter.Of(commit.IsSettled),
            Column(commit.Moves, static move => move.Scavenged),
        ];
    }

    private static NpgsqlParameter[] Parked(IReadOnlyList<ParkedEvent> parked) =>
    [
        Column(parked, static entry => entry.Shard),
        Column(parked, static entry => entry.Offset),
        Column(parked, static entry => entry.Group),
        Column(parked, static entry => entry.Stream.StreamId),
        Column(parked, static entry => entry.Version),
        Column(parked, static entry => Text(entry.Type)),
        Column(parked, static entry => Text(entry.Reason)),
        Column(parked, static entry => entry.Attempts),
        Column(parked, static entry => entry.ParkedAt.UtcTicks),
        Column(parked, static entry => entry.RetryAt?.UtcTicks ?? 0),
    ];

    private static NpgsqlParameter Column<TRow, TValue>(IReadOnlyList<TRow> rows, Func<TRow, TValue> value)
    {
        var column = new TValue[rows.Count];
        for (var i = 0; i < column.Length; i++)
        {
            column[i] = value(rows[i]);
        }

        return Parameter.Of(column);
    }

    // The database's texts hold every character but this one.
    private static string Text(string text) => text.Replace('\0', '\uFFFD');
}
