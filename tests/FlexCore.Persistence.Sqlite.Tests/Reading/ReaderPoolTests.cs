using FlexCore.Persistence.Faults;
using FlexCore.Persistence.Sqlite.Reading;

namespace FlexCore.Persistence.Sqlite.Tests.Reading;

public sealed class ReaderPoolTests : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TempFolder _folder = new();

    public async Task InitializeAsync() => await (await StoreFixture.OpenAsync(_folder)).DisposeAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_returned_reader_is_used_again()
    {
        using var pool = Pool(2);
        var first = await pool.RentAsync(CancellationToken.None);
        first.Dispose();
        using var second = await pool.RentAsync(CancellationToken.None);

        second.Reader.ShouldBeSameAs(first.Reader);
    }

    [Fact]
    public async Task Readers_in_use_are_not_shared_and_the_next_caller_waits_for_one()
    {
        using var pool = Pool(2);
        var first = await pool.RentAsync(CancellationToken.None);
        using var second = await pool.RentAsync(CancellationToken.None);
        second.Reader.ShouldNotBeSameAs(first.Reader);
        var third = pool.RentAsync(CancellationToken.None).AsTask();
        third.IsCompleted.ShouldBeFalse();

        first.Dispose();

        using var rented = await third.WaitAsync(Patience);
        rented.Reader.ShouldBeSameAs(first.Reader);
    }

    [Fact]
    public async Task A_caller_that_stops_waiting_takes_no_reader_with_it()
    {
        using var cancellation = new CancellationTokenSource();
        using var pool = Pool(1);
        var held = await pool.RentAsync(CancellationToken.None);
        var waiting = pool.RentAsync(cancellation.Token).AsTask();
        await cancellation.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(waiting.WaitAsync(Patience));

        held.Dispose();

        (await pool.RentAsync(CancellationToken.None).AsTask().WaitAsync(Patience)).Dispose();
    }

    [Fact]
    public async Task A_closed_pool_refuses_every_caller_also_those_that_waited()
    {
        var pool = Pool(1);
        var held = await pool.RentAsync(CancellationToken.None);
        var waiting = pool.RentAsync(CancellationToken.None).AsTask();
        pool.Dispose();
        held.Dispose();

        (await Should.ThrowAsync<StoreException>(waiting.WaitAsync(Patience))).Fault.ShouldBe(StoreFault.Stopped);
        (await Should.ThrowAsync<StoreException>(async () => await pool.RentAsync(CancellationToken.None))).Message.ShouldContain("is closed");
    }

    [Fact]
    public async Task A_reader_that_cannot_be_opened_leaves_its_place_to_the_next()
    {
        using var pool = new ReaderPool(Path.Combine(_folder.Path, "none.db"), StoreFixture.ShardCount, 1);

        await Should.ThrowAsync<StoreException>(async () => await pool.RentAsync(CancellationToken.None));
        await Should.ThrowAsync<StoreException>(pool.RentAsync(CancellationToken.None).AsTask().WaitAsync(Patience));
    }

    private ReaderPool Pool(int countMax) => new(_folder.Database, StoreFixture.ShardCount, countMax);
}
