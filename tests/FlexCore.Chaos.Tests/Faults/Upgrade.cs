using FlexCore.Chaos.Tests.Servers;

namespace FlexCore.Chaos.Tests.Faults;

/// <summary>
/// Node by node to the next release of the program, which speaks one more version of the wire protocol and writes the next version of an event, a command and a snapshot;
/// then back, node by node.
/// </summary>
internal sealed class Upgrade : IFault
{
    public string Name => "F38 a rolling upgrade and back";

    public async Task HappenAsync(ChaosCluster cluster, Random random)
    {
        foreach (var release in new[] { "2", "1" })
        {
            foreach (var node in cluster.Nodes)
            {
                if (await node.TerminateAsync() is not null and not 0 and var code)
                {
                    throw new InvalidOperationException($"{node.Name} ended with {code} when it was asked to.");
                }

                node.Environment["FLEXCORE_CHAOS_RELEASE"] = release;
                await node.StartAsync();
                await cluster.WhenWholeAsync();
            }
        }

        // Both have written while the other ran beside it; otherwise nothing was shown.
        var written = await cluster.Postgres.ExecuteAsync("SELECT string_agg(DISTINCT schema_version::text, ',' ORDER BY schema_version::text) FROM flexcore.event WHERE type = 'queue.put'");
        if (written is not "1,2")
        {
            throw new InvalidOperationException($"Versions {written} of the event queue.put were written; 1 and 2 were to be.");
        }
    }
}
