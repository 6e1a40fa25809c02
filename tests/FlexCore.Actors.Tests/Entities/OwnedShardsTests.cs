using FlexCore.Actors.Entities;
using FlexCore.Application.Journal;

namespace FlexCore.Actors.Tests.Entities;

/// <summary>The shards of one process: lost by a fence, taken back once for all who ask.</summary>
public sealed class OwnedShardsTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly GatedLeases _leases = new();

    [Fact]
    public async Task It_owns_every_shard_of_the_store_with_its_lease()
    {
        var shards = await OwnedShards.AcquireAllAsync(_leases, "node-1");

        shards.Count.ShouldBe(GatedLeases.Shards);
        Enumerable.Range(0, shards.Count).Select(shards.LeaseOf).ShouldBe(
            Enumerable.Range(0, shards.Count).Select(shard => new ShardLease(shard, 1, "node-1")));
    }

    [Fact]
    public async Task An_owner_without_a_name_is_refused() =>
        await Should.ThrowAsync<ArgumentException>(async () => await OwnedShards.AcquireAllAsync(_leases, ""));

    [Fact]
    public async Task A_lost_shard_is_lost_once_and_the_others_stay()
    {
        var shards = await OwnedShards.AcquireAllAsync(_leases, "node-1");
        var lease = Lease(shards, 2);

        shards.Lose(lease).ShouldBeTrue();
        shards.Lose(lease).ShouldBeFalse("only the first to notice reports it");

        shards.LeaseOf(2).ShouldBeNull();
        shards.LeaseOf(1).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_shard_that_is_owned_is_not_taken_again()
    {
        var shards = await OwnedShards.AcquireAllAsync(_leases, "node-1");

        await shards.ReacquireAsync(1).WaitAsync(Patience);

        _leases.Asked.ShouldBe(0);
        Lease(shards, 1).Epoch.ShouldBe(1);
    }

    [Fact]
    public async Task All_who_ask_at_the_same_time_cost_one_take_over()
    {
        var shards = await OwnedShards.AcquireAllAsync(_leases, "node-1");
        shards.Lose(Lease(shards, 2));
        _leases.Close();

        var asking = Enumerable.Range(0, 20).Select(_ => shards.ReacquireAsync(2)).ToArray();
        _leases.Open();
        await Task.WhenAll(asking).WaitAsync(Patience);

        _leases.Asked.ShouldBe(1);
        shards.LeaseOf(2).ShouldBe(new ShardLease(2, 2, "node-1"));
    }

    [Fact]
    public async Task Two_lost_shards_are_taken_back_independently()
    {
        var shards = await OwnedShards.AcquireAllAsync(_leases, "node-1");
        shards.Lose(Lease(shards, 0));
        shards.Lose(Lease(shards, 3));

        await shards.ReacquireAsync(3).WaitAsync(Patience);

        shards.LeaseOf(0).ShouldBeNull();
        Lease(shards, 3).Epoch.ShouldBe(2);
    }

    [Fact]
    public async Task A_late_word_of_an_old_lease_does_not_lose_the_new_one()
    {
        var shards = await OwnedShards.AcquireAllAsync(_leases, "node-1");
        var old = Lease(shards, 2);
        shards.Lose(old);
        await shards.ReacquireAsync(2).WaitAsync(Patience);

        shards.Lose(old).ShouldBeFalse();

        Lease(shards, 2).Epoch.ShouldBe(2);
    }

    [Fact]
    public async Task A_take_over_that_failed_is_reported_and_can_be_tried_again()
    {
        var shards = await OwnedShards.AcquireAllAsync(_leases, "node-1");
        shards.Lose(Lease(shards, 2));
        _leases.Failure = new JournalException("the disk is gone");

        (await Should.ThrowAsync<JournalException>(() => shards.ReacquireAsync(2).WaitAsync(Patience))).Message.ShouldBe("the disk is gone");
        shards.LeaseOf(2).ShouldBeNull();
        _leases.Failure = null;
        await shards.ReacquireAsync(2).WaitAsync(Patience);

        Lease(shards, 2).Epoch.ShouldBe(2);
    }

    private static ShardLease Lease(OwnedShards shards, int shard) => shards.LeaseOf(shard).ShouldNotBeNull();

    private sealed class GatedLeases : IShardLeases
    {
        public const int Shards = 4;

        private readonly long[] _epochs = new long[Shards];
        private TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _asked;

        public GatedLeases() => _gate.SetResult();

        public int ShardCount => Shards;

        public int Asked => Volatile.Read(ref _asked);

        public JournalException? Failure { get; set; }

        public void Close() => _gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Open() => _gate.SetResult();

        public async ValueTask<ShardLease> AcquireAsync(int shard, string owner, CancellationToken cancellationToken = default)
        {
            Interlocked.Increment(ref _asked);
            await _gate.Task.WaitAsync(cancellationToken);
            return Failure is { } failure ? throw failure : new ShardLease(shard, ++_epochs[shard], owner);
        }

        public ValueTask<IReadOnlyList<ShardLease>> AcquireAllAsync(string owner, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult<IReadOnlyList<ShardLease>>([.. Enumerable.Range(0, Shards).Select(shard => new ShardLease(shard, ++_epochs[shard], owner))]);
    }
}
