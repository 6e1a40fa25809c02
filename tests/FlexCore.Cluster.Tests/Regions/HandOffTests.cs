using FlexCore.Cluster.Regions;
using FlexCore.Application.Entities;
using FlexCore.Conformance.Entities;
using FlexCore.Testing.Storage;

namespace FlexCore.Cluster.Tests.Regions;

/// <summary>Shards that move while commands are under way.</summary>
public sealed class HandOffTests
{
    private const int Shards = 8;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Order_is_kept_and_nothing_lost_or_doubled_while_shards_move(int seed)
    {
        var random = new Random(seed);
        await using var cluster = new LedgerCluster(new InMemoryStore(Shards));
        var nodes = new[] { cluster.A, cluster.B, cluster.Add("c") };
        await cluster.GiveAllAsync(shard => nodes[shard % 3]);
        var owners = Enumerable.Range(0, Shards).Select(shard => nodes[shard % 3]).ToArray();
        using var end = new CancellationTokenSource();

        var sending = nodes.SelectMany((node, sender) => Enumerable.Range(0, 4).Select(key => SendAsync(node, sender, $"k{key}", count: 600))).ToArray();
        var moving = Task.Run(async () =>
        {
            while (!end.IsCancellationRequested)
            {
                var shard = random.Next(Shards);
                var next = nodes[random.Next(nodes.Length)];
                await cluster.MoveAsync(shard, owners[shard], next);
                owners[shard] = next;
            }
        });
        await Task.WhenAll(sending).WaitAsync(TimeSpan.FromMinutes(2));
        await end.CancelAsync();
        await moving;

        for (var key = 0; key < 4; key++)
        {
            var numbers = (await cluster.A.Region.ReadAsync(Ledgers.Id($"k{key}"))).State.Numbers;
            numbers.Count.ShouldBe(3 * 600, $"seed {seed}, k{key}");
            for (var sender = 0; sender < 3; sender++)
            {
                var own = numbers.Where(number => number / 10_000 == sender).ToArray();
                var wrong = Enumerable.Range(0, 600).Where(i => own[i] != (sender * 10_000) + i).Take(20).Select(i => $"{i}: {own[i]}");
                wrong.ShouldBeEmpty($"seed {seed}, k{key}, sender {sender}");
            }
        }
    }

    [Fact]
    public async Task A_node_with_an_old_table_is_sent_on_to_the_new_owner()
    {
        await using var cluster = new LedgerCluster(new InMemoryStore(Shards));
        var c = cluster.Add("c");
        await cluster.GiveAllAsync(_ => cluster.B);
        (await cluster.A.Region.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context(), 1))).Version.ShouldBe(1);
        cluster.A.Locator.Freeze();
        await cluster.MoveAsync(Ledgers.Id("a").ShardOf(Shards), cluster.B, c);

        (await cluster.A.Region.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context(), 2))).Version.ShouldBe(2);

        cluster.A.Locator.Refreshes.ShouldBeGreaterThan(0);
        c.Local.ResidentCount.ShouldBe(1);
    }

    [Fact]
    public async Task A_node_that_believes_to_own_a_shard_sends_the_command_on()
    {
        await using var cluster = new LedgerCluster(new InMemoryStore(Shards));
        await cluster.GiveAllAsync(_ => cluster.A);
        await cluster.A.Region.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context(), 1));
        cluster.A.Locator.Freeze();
        await cluster.MoveAsync(Ledgers.Id("a").ShardOf(Shards), cluster.A, cluster.B);

        (await cluster.A.Region.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context(), 2))).Version.ShouldBe(2);
        (await cluster.A.Region.ReadAsync(Ledgers.Id("a"))).State.Numbers.ShouldBe([1, 2]);
    }

    [Fact]
    public async Task A_node_that_lost_a_shard_without_knowing_writes_nothing_and_sends_the_command_on()
    {
        await using var cluster = new LedgerCluster(new InMemoryStore(Shards));
        await cluster.GiveAllAsync(_ => cluster.A);
        await cluster.A.Region.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context(), 1));
        cluster.A.Locator.Freeze();

        // Nobody tells A: its next append is fenced.
        await cluster.GiveAsync(Ledgers.Id("a").ShardOf(Shards), cluster.B);
        (await cluster.A.Region.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context(), 2))).Version.ShouldBe(2);

        (await cluster.B.Region.ReadAsync(Ledgers.Id("a"))).State.Numbers.ShouldBe([1, 2]);
    }

    [Fact]
    public async Task Commands_wait_in_their_order_while_a_shard_has_no_owner()
    {
        await using var cluster = new LedgerCluster(new InMemoryStore(Shards));
        var asks = Enumerable.Range(0, 100).Select(number => cluster.A.Region.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context(), number)).AsTask()).ToArray();
        cluster.A.Region.Held.ShouldBe(100);
        asks.ShouldAllBe(ask => !ask.IsCompleted);

        await cluster.GiveAsync(Ledgers.Id("a").ShardOf(Shards), cluster.B);

        (await Task.WhenAll(asks)).Select(reply => reply.Version).ShouldBe(Enumerable.Range(1, 100).Select(version => (long)version));
        (await cluster.A.Region.ReadAsync(Ledgers.Id("a"))).State.Numbers.ShouldBe(Enumerable.Range(0, 100));
        cluster.A.Region.Held.ShouldBe(0);
    }

    [Fact]
    public async Task Commands_that_wait_for_a_shard_go_to_this_node_when_it_gets_it()
    {
        await using var cluster = new LedgerCluster(new InMemoryStore(Shards));
        var asks = Enumerable.Range(0, 50).Select(number => cluster.A.Region.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context(), number)).AsTask()).ToArray();
        var read = cluster.A.Region.ReadAsync(Ledgers.Id("a")).AsTask();

        await cluster.GiveAsync(Ledgers.Id("a").ShardOf(Shards), cluster.A);

        (await Task.WhenAll(asks)).Select(reply => reply.Version).ShouldBe(Enumerable.Range(1, 50).Select(version => (long)version));
        (await read).State.Numbers.Count.ShouldBe(50, "the read came after the commands");
    }

    [Fact]
    public async Task One_command_too_many_that_waits_is_refused()
    {
        await using var cluster = new LedgerCluster(new InMemoryStore(Shards), options => options.HeldMax = 3);
        var held = Enumerable.Range(0, 3).Select(number => cluster.A.Region.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context(), number)).AsTask()).ToArray();

        var refused = await cluster.A.Region.AskAsync(Ledgers.Id("b"), new Enter(Ledgers.Context(), 9));
        refused.Refusal.ShouldNotBeNull().Code.ShouldBe("overloaded");
        (await Should.ThrowAsync<EntityFailedException>(async () => await cluster.A.Region.ReadAsync(Ledgers.Id("b")))).Message.ShouldContain("3 commands wait");

        await cluster.GiveAllAsync(_ => cluster.B);
        (await Task.WhenAll(held)).ShouldAllBe(reply => reply.IsAccepted);
    }

    [Fact]
    public async Task A_command_whose_shard_finds_no_owner_times_out_and_makes_room()
    {
        RegionOptions? settings = null;
        await using var cluster = new LedgerCluster(new InMemoryStore(Shards), options =>
        {
            options.AskTimeout = TimeSpan.FromMilliseconds(200);
            options.RetryInterval = TimeSpan.FromMilliseconds(1);
            settings ??= options;
        });

        var error = await Should.ThrowAsync<AskTimeoutException>(async () => await cluster.A.Region.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context(), 1)));
        error.Id.ShouldBe(Ledgers.Id("a"));
        await Should.ThrowAsync<AskTimeoutException>(async () => await cluster.A.Region.ReadAsync(Ledgers.Id("a")));

        // From here on nothing may time out, however slow the machine is.
        settings.ShouldNotBeNull().AskTimeout = TimeSpan.FromMinutes(2);
        await cluster.GiveAllAsync(_ => cluster.B);
        (await cluster.A.Region.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context(), 2))).Version.ShouldBe(1, "the first was never sent");
        cluster.A.Region.Held.ShouldBe(0);
    }

    [Fact]
    public async Task A_node_that_has_lost_the_database_says_so()
    {
        await using var cluster = new LedgerCluster(new InMemoryStore(Shards));
        await cluster.GiveAllAsync(_ => cluster.B);
        cluster.B.Host.SetServing(false);

        (await cluster.A.Region.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context(), 1))).Refusal.ShouldNotBeNull().Code.ShouldBe("not-serving");
        (await Should.ThrowAsync<EntityFailedException>(async () => await cluster.A.Region.ReadAsync(Ledgers.Id("a")))).Message.ShouldContain("lost touch");
    }

    private static async Task SendAsync(LedgerNode node, int sender, string key, int count)
    {
        // Several at once, as a sender that does not wait for each answer: so the order is the region's to keep.
        const int AtOnce = 20;
        for (var i = 0; i < count; i += AtOnce)
        {
            var asks = Enumerable.Range(i, AtOnce).Select(number => node.Region.AskAsync(Ledgers.Id(key), new Enter(Ledgers.Context(), (sender * 10_000) + number)).AsTask()).ToArray();
            foreach (var reply in await Task.WhenAll(asks))
            {
                reply.Refusal.ShouldBeNull($"sender {sender}, {key}");
            }
        }
    }
}
