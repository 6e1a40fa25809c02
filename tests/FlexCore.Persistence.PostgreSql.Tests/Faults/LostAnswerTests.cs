using FlexCore.Application.Journal;
using FlexCore.Persistence.PostgreSql.Settings;
using FlexCore.TestServers.Postgres;

namespace FlexCore.Persistence.PostgreSql.Tests.Faults;

/// <summary>F3: the connection breaks around a commit, so that only the database knows whether it happened. It is asked, and nothing is written twice.</summary>
[NeedsPostgres]
public sealed class LostAnswerTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_append_whose_connection_breaks_is_written_once_and_acknowledged(bool losesRequest)
    {
        var server = await SharedPostgres.Server;
        await using var proxy = new AnswerLosingProxy(server.Port, "lose-this-one"u8.ToArray(), losesRequest);
        var log = new LogProbe();
        await using var store = await PostgresStore.OpenAsync(Through(proxy), log);
        var leases = await store.Leases.AcquireAllAsync("node-1");
        var stream = StoreFixture.Stream(1);
        await store.Journal.AppendAsync(StoreFixture.Request(leases, stream, 0, StoreFixture.Event("first")));

        // Behind the marked append, appends that build on it and one that is refused: all answers must be those of an undisturbed connection.
        AppendResult[] results = await Task.WhenAll(
            store.Journal.AppendAsync(StoreFixture.Request(leases, stream, 1, StoreFixture.Event("lose-this-one"))).AsTask(),
            store.Journal.AppendAsync(StoreFixture.Request(leases, stream, 2, StoreFixture.Event("third"))).AsTask(),
            store.Journal.AppendAsync(StoreFixture.Request(leases, stream, 7, StoreFixture.Event("refused"))).AsTask());

        results.Select(result => result.Status).ShouldBe([AppendStatus.Committed, AppendStatus.Committed, AppendStatus.WrongExpectedVersion]);
        results.Select(result => result.StreamVersion).ShouldBe([2, 3, 3]);
        var stored = await StoreFixture.ReadAsync(store, stream);
        stored.Select(item => item.Version).ShouldBe([1, 2, 3]);
        proxy.BrokenCount.ShouldBe(1);
        log.CountOf(LogProbe.CommitTriedAgain).ShouldBe(1);
    }

    [Fact]
    public async Task Without_a_way_back_to_the_database_the_outcome_is_reported_as_unknown()
    {
        var server = await SharedPostgres.Server;
        var proxy = new AnswerLosingProxy(server.Port, "lose-this-one"u8.ToArray(), losesRequest: false);
        var options = Through(proxy);
        options.OutagePatience = TimeSpan.Zero;
        await using var store = await PostgresStore.OpenAsync(options);
        var leases = await store.Leases.AcquireAllAsync("node-1");
        var stream = StoreFixture.Stream(1);
        await store.Journal.AppendAsync(StoreFixture.Request(leases, stream, 0, StoreFixture.Event("first")));
        await proxy.DisposeAsync();

        var error = await Should.ThrowAsync<JournalException>(
            async () => await store.Journal.AppendAsync(StoreFixture.Request(leases, stream, 1, StoreFixture.Event("second"))));

        error.ShouldBeOfType<JournalOutcomeUnknownException>().Message.ShouldContain("Whether the events were written is read again");
    }

    private static PostgresStoreOptions Through(AnswerLosingProxy proxy) => new()
    {
        Host = "127.0.0.1",
        Port = proxy.Port,
        Database = "postgres",
        User = "postgres",
        Password = PostgresServer.Password,
        Schema = SharedPostgres.NewSchema(),
        ShardCount = StoreFixture.ShardCount,
        WriterConnections = 1,
    };
}
