using FlexCore.Application.Privacy.Keys;
using FlexCore.Conformance.Privacy;
using FlexCore.Domain;
using FlexCore.TestServers.Postgres;

namespace FlexCore.Persistence.PostgreSql.Tests;

[NeedsPostgres]
public sealed class PostgresSubjectKeyStoreTests : SubjectKeyStoreConformance
{
    private readonly string _schema = SharedPostgres.NewSchema();
    private PostgresStore? _store;

    public override async Task DisposeAsync() => await (_store?.DisposeAsync() ?? ValueTask.CompletedTask);

    protected override async Task<ISubjectKeyStore> StartAsync() =>
        (_store = await PostgresStore.OpenAsync(StoreFixture.Options(await SharedPostgres.Server, _schema))).SubjectKeys;

    [Fact]
    public async Task The_file_of_the_table_has_no_bytes_of_a_destroyed_key()
    {
        // A server of its own: a transaction of another test would keep the older version of the row alive.
        await using var server = await PostgresServer.StartAsync();
        await using var store = await PostgresStore.OpenAsync(StoreFixture.Options(server, "alone"));
        var key = KeyOf("ana", 1);
        await store.SubjectKeys.AddAsync(KeyOf("bob", 2));
        await store.SubjectKeys.AddAsync(key);
        (await HasBytesAsync(server, key)).ShouldBeTrue("the test looks for the right bytes");

        await store.SubjectKeys.ForgetAsync(new TenantId("acme"), "ana", DateTimeOffset.UnixEpoch);

        (await HasBytesAsync(server, key)).ShouldBeFalse();
        (await HasBytesAsync(server, KeyOf("bob", 2))).ShouldBeTrue("the other's key is untouched");
    }

    // The server's own file of the table, as it is on its disk after a checkpoint.
    private static async Task<bool> HasBytesAsync(PostgresServer server, SubjectKey key)
    {
        await server.ExecuteAsync("CHECKPOINT");
        var file = (byte[])(await server.ExecuteAsync("SELECT pg_read_binary_file(pg_relation_filepath('alone.subject_key'))") ?? Array.Empty<byte>());
        return file.AsSpan().IndexOf(key.Wrapped.Span) >= 0;
    }
}
