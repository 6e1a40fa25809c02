using System.Collections.Concurrent;
using FlexCore.Actors.Entities;
using FlexCore.Actors.Tests.Entities;
using FlexCore.Application.Entities;
using FlexCore.Application.Journal;
using FlexCore.Conformance.Entities;
using FlexCore.Domain;
using FlexCore.Testing.Faults;

namespace FlexCore.Actors.Tests.Simulation;

/// <summary>
/// Concurrent callers move money between a few ledgers over a journal that fails by a seeded plan, while regions crash. Callers repeat a
/// command under its key until it is answered. The seed decides every choice; the threads decide the interleaving.
/// </summary>
internal sealed class RegionSimulation : IAsyncDisposable
{
    private const int Entities = 4;
    private const int OpeningBalance = 20;
    private const int AttemptsMax = 1_000_000;

    private readonly int _seed;
    private readonly FaultInjectingJournal _journal;
    private readonly IEventJournal _inner;
    private readonly ISnapshotStore _snapshots;
    private readonly IShardLeases _leases;
    private readonly EntityOptions _options;
    private readonly ConcurrentQueue<Answer> _answers = new();
    private readonly ConcurrentQueue<LedgerRegion> _regions = new();
    private readonly SemaphoreSlim _crashing = new(1, 1);
    private readonly int _crashEvery;
    private LedgerRegion? _current;
    private int _number;
    private int _steps;

    internal RegionSimulation(int seed, IEventJournal journal, ISnapshotStore snapshots, IShardLeases leases)
    {
        var random = new Random(seed);
        _seed = seed;
        _inner = journal;
        _journal = new FaultInjectingJournal(
            journal, new JournalFaultPlan(seed, BeforeCommit: random.NextDouble() * 0.1, AfterCommit: random.NextDouble() * 0.1, Read: random.NextDouble() * 0.2));
        _snapshots = snapshots;
        _leases = leases;
        _crashEvery = random.Next(30, 120);
        _options = new EntityOptions
        {
            MailboxCapacity = Pick(random, 2, 16, 2_048),
            Throughput = Pick(random, 1, 3, 64),
            CommitsInFlightMax = Pick(random, 1, 2, 4_096),
            SnapshotEvery = Pick(random, 1, 4, 1_000),
            ResidentMax = Pick(random, 1, 2, 1_000),
            IdempotencyKeysMax = 100_000,
        };
    }

    private LedgerEntityRegion Region => (Volatile.Read(ref _current) ?? throw new InvalidOperationException("not opened")).Region;

    internal async Task RunAsync(int callers, int rounds)
    {
        await OpenAsync();
        for (var entity = 0; entity < Entities; entity++)
        {
            await SendAsync(caller: -1, order: entity, Id(entity), amount: OpeningBalance);
        }

        await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(() => CallAsync(caller, rounds))));
        _journal.InjectedCount.ShouldBeGreaterThan(0, Say("the run met no fault and proved little"));
        await OpenAsync();
        await new SimulationAudit(_seed, _inner, [.. _answers]).CheckAsync(
            Region, [.. Enumerable.Range(0, Entities).Select(Id)], Entities * OpeningBalance);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var region in _regions)
        {
            await region.DisposeAsync();
        }

        _crashing.Dispose();
    }

    private static EntityId Id(int entity) => Ledgers.Id($"account-{entity}");

    private static int Pick(Random random, params int[] choices) => choices[random.Next(choices.Length)];

    private async Task CallAsync(int caller, int rounds)
    {
        var random = new Random((_seed * 1_000) + caller);
        var own = new List<Answer>();
        for (var round = 0; round < rounds; round++)
        {
            var from = Id(random.Next(Entities));
            switch (random.Next(10))
            {
                case < 6:
                    await TransferAsync(caller, round, from, Id(random.Next(Entities)), random.Next(1, 12), own);
                    break;
                case < 8 when own.Count > 0:
                    await RepeatAsync(own[random.Next(own.Count)]);
                    break;
                case 8:
                    await BurstAsync(caller, from, own);
                    break;
                default:
                    await ReadAsync(from, own);
                    break;
            }

            if (Interlocked.Increment(ref _steps) % _crashEvery == 0)
            {
                await OpenAsync();
            }
        }
    }

    /// <summary>Abandons the current region, if there is one, and opens the next over the same store.</summary>
    private async Task OpenAsync()
    {
        await _crashing.WaitAsync();
        try
        {
            var opened = await LedgerRegion.OpenAsync(
                _journal, _snapshots, _leases, _options,
                systemOptions: new ActorSystemOptions { RestartBackoffMin = TimeSpan.Zero, RestartBackoffMax = TimeSpan.Zero });
            _regions.Enqueue(opened);
            Volatile.Write(ref _current, opened);
        }
        finally
        {
            _crashing.Release();
        }
    }

    private async Task TransferAsync(int caller, int round, EntityId from, EntityId to, int amount, List<Answer> own)
    {
        var taken = await SendAsync(caller, round * 10, from, -amount);
        own.Add(taken);
        if (taken.Reply.IsAccepted)
        {
            own.Add(await SendAsync(caller, (round * 10) + 1, to, amount));
        }
    }

    private async Task RepeatAsync(Answer earlier)
    {
        var again = await AskUntilAnsweredAsync(earlier.Id, earlier.Command);

        again.IsReplay.ShouldBeTrue(Say($"key {earlier.Command.Context.IdempotencyKey} was answered before"));
        (again with { IsReplay = false }).ShouldBe(earlier.Reply with { IsReplay = false }, Say("the same key has the same answer"));
    }

    /// <summary>Sends without waiting; what the first attempt accepted must have been decided in the order of the calls.</summary>
    private async Task BurstAsync(int caller, EntityId id, List<Answer> own)
    {
        var region = Region;
        var commands = Enumerable.Range(0, 4).Select(_ => NewCommand(0)).ToArray();
        var asks = commands.Select(command => region.AskAsync(id, command).AsTask()).ToArray();
        var last = 0L;
        for (var i = 0; i < asks.Length; i++)
        {
            var reply = await TryAsync(asks[i]);
            if (reply is { IsAccepted: true } first)
            {
                first.Version.ShouldBeGreaterThan(last, Say("commands of one caller are decided in the order of the calls"));
                last = first.Version;
            }

            var answered = reply ?? await AskUntilAnsweredAsync(id, commands[i]);
            own.Add(Record(new Answer(caller, -1, id, commands[i], answered)));
        }
    }

    private async Task ReadAsync(EntityId id, List<Answer> own)
    {
        EntityView<LedgerState> view;
        try
        {
            view = await Region.ReadAsync(id);
        }
        catch (EntityFailedException)
        {
            // The region crashed or its journal cannot be read now; nothing was promised.
            return;
        }

        var expected = own.Where(answer => answer.Id.Equals(id) && answer.Reply.IsAccepted).Select(answer => answer.Command.Number);
        expected.Except(view.State.Numbers).ShouldBeEmpty(Say($"a read of {id} at version {view.Version} misses commands answered before"));
    }

    private async Task<Answer> SendAsync(int caller, int order, EntityId id, int amount)
    {
        var command = NewCommand(amount);
        return Record(new Answer(caller, order, id, command, await AskUntilAnsweredAsync(id, command)));
    }

    private Enter NewCommand(int amount)
    {
        var number = Interlocked.Increment(ref _number);
        return new Enter(Ledgers.Context($"key-{number}"), number, amount);
    }

    private Answer Record(Answer answer)
    {
        _answers.Enqueue(answer);
        return answer;
    }

    private async Task<CommandReply> AskUntilAnsweredAsync(EntityId id, Enter command)
    {
        for (var attempt = 0; attempt < AttemptsMax; attempt++)
        {
            if (await TryAsync(Region.AskAsync(id, command).AsTask()) is { } reply)
            {
                return reply;
            }

            await Task.Yield();
        }

        throw new InvalidOperationException(Say($"command {command.Number} to {id} was not answered in {AttemptsMax} attempts"));
    }

    private static async Task<CommandReply?> TryAsync(Task<CommandReply> ask)
    {
        try
        {
            var reply = await ask;
            return reply.Refusal?.Code is "overloaded" or "stopping" ? null : reply;
        }
        catch (EntityFailedException)
        {
            return null;
        }
    }

    private string Say(string what) => $"seed {_seed}: {what}";
}
