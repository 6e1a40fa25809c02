using System.Collections.Concurrent;
using System.Globalization;
using FlexCore.Chaos.Tests.History;
using FlexCore.Chaos.Tests.Servers;

namespace FlexCore.Chaos.Tests.Workload;

/// <summary>Tellers move money between accounts: no cent comes or goes, no account falls below zero, no acknowledged entry is missing.</summary>
internal sealed class BankLoad : ClientLoad
{
    private const int Accounts = 6;
    private const int Tellers = 2;
    private const long Opening = 100;

    // An entry's number says who made it and the how many'th of that teller it is.
    private const int EntriesMax = 10_000_000;
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(20);

    private readonly AppendHistory[] _histories = [.. Enumerable.Range(0, Accounts).Select(_ => new AppendHistory())];
    private readonly ConcurrentQueue<string> _mistakes = new();
    private int _refused;

    private BankLoad(ChaosCluster cluster, int seed)
        : base(cluster, seed)
    {
    }

    public static async Task<BankLoad> StartAsync(ChaosCluster cluster, int seed)
    {
        var load = new BankLoad(cluster, seed);
        using var opener = new ChaosClient(cluster.Nodes, seed);
        for (var account = 0; account < Accounts; account++)
        {
            await load.EnterAsync(opener, account, Opening, teller: 0, entry: account + 1);
        }

        for (var teller = 1; teller <= Tellers; teller++)
        {
            var mine = teller;
            load.Run((client, random) => load.MoveAsync(client, random, mine));
        }

        return load;
    }

    protected override async Task<IReadOnlyDictionary<string, Verdict>> JudgeAsync(ChaosClient reader)
    {
        var total = 0L;
        List<Verdict> verdicts = [];
        for (var account = 0; account < Accounts; account++)
        {
            var parts = (await reader.AskAsync(HttpMethod.Get, PathOf(account), Patience)).Text.Split(' ');
            var balance = long.Parse(parts[0], CultureInfo.InvariantCulture);
            if (balance < 0)
            {
                _mistakes.Enqueue($"account {account} has {balance}");
            }

            total += balance;
            verdicts.Add(_histories[account].Judge([.. parts[1].Split(',').Select(number => IdOf(int.Parse(number, CultureInfo.InvariantCulture)))]));
        }

        if (total != Accounts * Opening)
        {
            _mistakes.Enqueue(string.Create(CultureInfo.InvariantCulture, $"{total} of {Accounts * Opening} are there"));
        }

        return new Dictionary<string, Verdict>(StringComparer.Ordinal)
        {
            [string.Create(CultureInfo.InvariantCulture, $"bank ({Accounts} accounts, {_refused} overdrafts refused)")] = Verdict.Sum(verdicts) with { Mistakes = [.. _mistakes] },
        };
    }

    private static RecordId IdOf(int number) => new(string.Create(CultureInfo.InvariantCulture, $"teller-{number / EntriesMax}"), number % EntriesMax);

    private static string PathOf(int account) => string.Create(CultureInfo.InvariantCulture, $"/chaos/ledgers/account-{account}");

    // Takes from one account and gives to another; what was taken is given, however long it takes.
    private async Task MoveAsync(ChaosClient client, Random random, int teller)
    {
        for (var entry = 1; !Stop.IsCancellationRequested; entry += 2)
        {
            var (from, amount) = (random.Next(Accounts), random.Next(1, 150));
            if (await EnterAsync(client, from, -amount, teller, entry))
            {
                await EnterAsync(client, (from + random.Next(1, Accounts)) % Accounts, amount, teller, entry + 1);
            }
            else
            {
                Interlocked.Increment(ref _refused);
            }

            await RealTime.PassAsync(Pace, Patience);
        }
    }

    /// <summary>Enters an amount; the same entry is sent until it is taken or refused for what it is.</summary>
    private async Task<bool> EnterAsync(ChaosClient client, int account, long amount, int teller, int entry)
    {
        var number = (teller * EntriesMax) + entry;
        _histories[account].Sending(IdOf(number));
        var (isTaken, _) = await client.AskAsync(HttpMethod.Post, string.Create(CultureInfo.InvariantCulture, $"{PathOf(account)}?number={number}&amount={amount}"), Patience);
        if (isTaken)
        {
            _histories[account].Acknowledge(IdOf(number));
            CountAcknowledged();
        }
        else
        {
            _histories[account].Refuse(IdOf(number));
            if (amount > 0)
            {
                _mistakes.Enqueue($"account {account} refused {amount} that were given to it");
            }
        }

        return isTaken;
    }
}
