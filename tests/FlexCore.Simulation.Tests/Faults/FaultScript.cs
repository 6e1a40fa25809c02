using FlexCore.Simulation.Tests.World;

namespace FlexCore.Simulation.Tests.Faults;

/// <summary>What goes wrong in one run, drawn from its seed.</summary>
internal sealed class FaultScript(SimCluster cluster)
{
    private readonly SimScheduler _scheduler = cluster.Scheduler;

    /// <summary>Draws some faults between two instants; each ends by itself or with the healing of everything.</summary>
    public void Draw(int count, double fromSeconds, double toSeconds, bool databaseOnly)
    {
        for (var number = 0; number < count; number++)
        {
            var fault = databaseOnly ? Outage() : Any();
            _scheduler.After(_scheduler.Between(fromSeconds, toSeconds) - _scheduler.Now, fault);
        }
    }

    private Action Any() => _scheduler.Random.Next(13) switch
    {
        0 or 1 => Kill(Node()),
        2 => KillSeveral(),
        3 => Pause(Node()),
        4 => CutPair(bothWays: true),
        5 => CutPair(bothWays: false),
        6 => Isolate(Node()),
        7 => Split(),
        8 => CutDatabase(Node()),
        9 => Outage(),
        10 => Slow(),
        11 => Lossy(),
        _ => Leave(Node()),
    };

    private int Node() => _scheduler.Random.Next(cluster.Processes.Length);

    private Action Kill(int node)
    {
        var back = _scheduler.Between(0.5, 20);
        return () =>
        {
            cluster.Kill(node);
            cluster.StartLater(node, back);
        };
    }

    private Action KillSeveral()
    {
        var nodes = Enumerable.Range(0, cluster.Processes.Length).Where(_ => _scheduler.Chance(0.7)).ToArray();
        var kills = nodes.Select(Kill).ToArray();
        return () => Array.ForEach(kills, static kill => kill());
    }

    private Action Pause(int node)
    {
        var duration = _scheduler.Between(1, 40);
        return () =>
        {
            if (cluster.Processes[node] is { } process)
            {
                cluster.Trace?.Add($"node-{node} is paused");
                process.Context.Pause();
                _scheduler.After(duration, () =>
                {
                    cluster.Trace?.Add($"node-{node} goes on");
                    process.Context.Resume();
                });
            }
        };
    }

    private Action CutPair(bool bothWays)
    {
        var from = Node();
        var to = (from + 1 + _scheduler.Random.Next(Math.Max(1, cluster.Processes.Length - 1))) % cluster.Processes.Length;
        return Cut($"node-{from} no longer reaches node-{to}{(bothWays ? ", nor the other way" : "")}", bothWays ? [(from, to), (to, from)] : [(from, to)]);
    }

    private Action Isolate(int node) => Cut(
        $"node-{node} reaches no other node",
        [.. Enumerable.Range(0, cluster.Processes.Length).Where(other => other != node).SelectMany(other => new[] { (node, other), (other, node) })]);

    private Action Split()
    {
        var left = Enumerable.Range(0, cluster.Processes.Length).Where(_ => _scheduler.Chance(0.5)).ToHashSet();
        return Cut(
            $"nodes {string.Join(", ", left)} are cut off from the others",
            [
                .. from a in Enumerable.Range(0, cluster.Processes.Length)
                   from b in Enumerable.Range(0, cluster.Processes.Length)
                   where left.Contains(a) != left.Contains(b)
                   select (a, b),
            ]);
    }

    private Action CutDatabase(int node) => _scheduler.Random.Next(3) switch
    {
        0 => Cut($"node-{node} does not reach the database", [(node, cluster.Network.Database)]),
        1 => Cut($"the database does not reach node-{node}", [(cluster.Network.Database, node)]),
        _ => Cut($"node-{node} and the database are cut off", [(node, cluster.Network.Database), (cluster.Network.Database, node)]),
    };

    private Action Cut(string what, (int From, int To)[] links)
    {
        var duration = _scheduler.Between(1, 30);
        return () =>
        {
            cluster.Trace?.Add(what);
            Array.ForEach(links, link => cluster.Network.Cut(link.From, link.To));
            _scheduler.After(duration, () => Array.ForEach(links, link => cluster.Network.Heal(link.From, link.To)));
        };
    }

    private Action Outage()
    {
        var duration = _scheduler.Between(1, 30);
        var refuses = _scheduler.Chance(0.5);
        return () =>
        {
            cluster.Trace?.Add($"the database is away for {duration.TotalSeconds:F1} s and {(refuses ? "refuses" : "says nothing")}");
            cluster.Database.IsDown = true;
            cluster.Database.Refuses = refuses;
            _scheduler.After(duration, () =>
            {
                cluster.Trace?.Add("the database is back");
                cluster.Database.IsDown = false;
            });
        };
    }

    private Action Slow()
    {
        var duration = _scheduler.Between(2, 20);
        var (statement, errors, lost) = (_scheduler.Random.NextDouble() * 4, _scheduler.Random.NextDouble() * 0.3, _scheduler.Random.NextDouble() * 0.3);
        return () =>
        {
            cluster.Trace?.Add($"the database is slow and loses answers after the commit");
            (cluster.Database.StatementMaxSeconds, cluster.Database.Errors, cluster.Database.LostReplies) = (statement, errors, lost);
            _scheduler.After(duration, () =>
            {
                (cluster.Database.StatementMaxSeconds, cluster.Database.Errors, cluster.Database.LostReplies) = (0.003, 0, 0);
            });
        };
    }

    private Action Lossy()
    {
        var duration = _scheduler.Between(5, 25);
        var (loss, delay) = (_scheduler.Random.NextDouble() * 0.5, _scheduler.Random.NextDouble() * 1.5);
        return () =>
        {
            cluster.Trace?.Add($"the network loses {loss:P0} and takes up to {delay:F1} s");
            (cluster.Network.Loss, cluster.Network.DelayMaxSeconds) = (loss, delay);
            _scheduler.After(duration, () => (cluster.Network.Loss, cluster.Network.DelayMaxSeconds) = (0, 0.005));
        };
    }

    private Action Leave(int node)
    {
        return () =>
        {
            cluster.Trace?.Add($"node-{node} is asked to leave");
            cluster.Processes[node]?.Leave();
        };
    }
}
