using System.Globalization;
using FlexCore.Chaos.Tests.Servers;
using FlexCore.TestServers.Postgres;

namespace FlexCore.Chaos.Tests.Bank;

/// <summary>An aggregate of a host's own in a cluster of processes: tellers move money between accounts while nodes die, and no cent comes or goes.</summary>
[NeedsPostgres]
public sealed class BankTests : IAsyncLifetime, IAsyncDisposable
{
    private const int Accounts = 6;
    private const int Tellers = 4;
    private const long Opening = 100;
    private const int Seed = 11;

    private readonly string _folder = Directory.CreateTempSubdirectory("flexcore-bank-").FullName;
    private readonly CancellationTokenSource _closing = new();
    private readonly CancellationTokenSource _patience = new(TimeSpan.FromMinutes(5));
    private readonly List<BankNode> _nodes = [];
    private PostgresServer? _postgres;
    private int _number;
    private int _moved;
    private int _refused;

    public async Task InitializeAsync()
    {
        _postgres = await PostgresServer.StartAsync();
        for (var i = 0; i < 3; i++)
        {
            _nodes.Add(new BankNode($"bank-{i}", _folder, _postgres));
        }

        await Task.WhenAll(_nodes.Select(node => node.StartAsync()));
    }

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        await _patience.CancelAsync();
        foreach (var node in _nodes)
        {
            await node.DisposeAsync();
        }

        if (_postgres is { } postgres)
        {
            await postgres.DisposeAsync();
        }

        _closing.Dispose();
        _patience.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Money_is_conserved_while_nodes_are_killed_and_stopped()
    {
        var random = new Random(Seed);
        for (var account = 0; account < Accounts; account++)
        {
            (await EnterAsync(account, Opening, random)).Taken.ShouldBeTrue($"seed {Seed}");
        }

        var tellers = Enumerable.Range(1, Tellers).Select(teller => Task.Run(() => MoveAsync(new Random(Seed + teller)))).ToArray();
        await WhenMovedAsync(50);
        await _nodes[random.Next(3)].KillAndStartAsync();
        await WhenMovedAsync(50);
        (await _nodes[random.Next(3)].SleepAndStartAsync(TimeSpan.FromSeconds(7))).ShouldBe(0, "a node that was declared dead ends by itself, in order");
        await WhenMovedAsync(50);
        await Task.WhenAll(_nodes[0].KillAndStartAsync(), _nodes[1].KillAndStartAsync());
        await WhenMovedAsync(50);
        await _closing.CancelAsync();
        var entries = (await Task.WhenAll(tellers)).SelectMany(list => list).ToLookup(entry => entry.Account, entry => entry.Number);

        var total = 0L;
        for (var account = 0; account < Accounts; account++)
        {
            var (balance, numbers) = await ReadAsync(account, random);
            balance.ShouldBeGreaterThanOrEqualTo(0, $"account {account}, seed {Seed}");
            total += balance;
            numbers.ShouldBeUnique();
            entries[account].Except(numbers).ShouldBeEmpty($"account {account} has every acknowledged entry, seed {Seed}");
            numbers.Count.ShouldBe(entries[account].Count() + 1, $"account {account} has nothing but the acknowledged entries and the opening, seed {Seed}");
        }

        total.ShouldBe(Accounts * Opening, $"after {_moved} transfers and {_refused} that the balance did not allow, seed {Seed}");
        _refused.ShouldBeGreaterThan(0, "some transfers met an account that had too little");
    }

    // Takes from one account and gives to another; what was taken is given, however long it takes.
    private async Task<List<(int Account, int Number)>> MoveAsync(Random random)
    {
        var entries = new List<(int Account, int Number)>();
        while (!_closing.IsCancellationRequested)
        {
            var (from, amount) = (random.Next(Accounts), random.Next(1, 150));
            var to = (from + random.Next(1, Accounts)) % Accounts;
            var taken = await EnterAsync(from, -amount, random);
            if (!taken.Taken)
            {
                Interlocked.Increment(ref _refused);
                continue;
            }

            entries.Add((from, taken.Number));
            entries.Add((to, (await EnterAsync(to, amount, random)).Number));
            Interlocked.Increment(ref _moved);
        }

        return entries;
    }

    /// <summary>Enters an amount; the same entry is sent until it is taken or refused for what it is.</summary>
    private async Task<(bool Taken, int Number)> EnterAsync(int account, long amount, Random random)
    {
        var number = Interlocked.Increment(ref _number);
        var path = string.Create(CultureInfo.InvariantCulture, $"/ledgers/a{account}/entries?number={number}&amount={amount}");
        while (true)
        {
            var answer = await _nodes[random.Next(_nodes.Count)].AskAsync(HttpMethod.Post, path);
            if (answer is { Status: 200 or 409 } done)
            {
                return (done.Status == 200, number);
            }

            await RealTime.PassAsync(TimeSpan.FromMilliseconds(50), _patience.Token);
        }
    }

    private async Task<(long Balance, IReadOnlyList<int> Numbers)> ReadAsync(int account, Random random)
    {
        while (true)
        {
            if (await _nodes[random.Next(_nodes.Count)].AskAsync(HttpMethod.Get, $"/ledgers/a{account}") is { Status: 200 } answer)
            {
                var parts = answer.Text.Split(' ');
                return (long.Parse(parts[0], CultureInfo.InvariantCulture), [.. parts[1].Split(',').Select(number => int.Parse(number, CultureInfo.InvariantCulture))]);
            }

            await RealTime.PassAsync(TimeSpan.FromMilliseconds(50), _patience.Token);
        }
    }

    private Task<TimeSpan> WhenMovedAsync(int more)
    {
        var goal = Volatile.Read(ref _moved) + more;
        return RealTime.UntilAsync($"{more} more transfers", TimeSpan.FromSeconds(90), () => Task.FromResult(Volatile.Read(ref _moved) < goal ? $"{_moved} of {goal}" : null));
    }
}
