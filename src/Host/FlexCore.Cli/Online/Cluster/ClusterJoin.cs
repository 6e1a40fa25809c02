using System.CommandLine;
using FlexCore.Cli.Terminal;

namespace FlexCore.Cli.Online.Cluster;

/// <summary>The command <c>flexcore cluster join</c>: joining is done by the node that starts, so it says how.</summary>
internal static class ClusterJoin
{
    private const string Text = """
        A node joins by itself when it starts: the members find each other in the database that they share. Start it with

            FLEXCORE_POSTGRES_PASSWORD=... flexcore start --config node.conf

        and with this in node.conf:

            flexcore {
              engine.kind = postgres
              postgres { host = "DATABASE-HOST", database = flexcore, user = flexcore }
              cluster { node-name = NAME, transport { bind-address = "10.0.0.7", port = 7946 } }
            }

        Each node has a name of its own and an address of its machine that the others reach. Two clusters need two databases, or two values of
        flexcore.postgres.schema. 'flexcore cluster tail' shows the node join and take over shards, 'flexcore cluster leave NAME' lets it go.

        """;

    /// <summary>Creates the command.</summary>
    /// <param name="terminal">Where it is written.</param>
    public static Command Create(CliTerminal terminal)
    {
        var command = new Command("join", "Says how a node becomes a member: by being started with the cluster's database.");
        command.SetAction(async (_, _) =>
        {
            await terminal.Out.WriteAsync(Text.ReplaceLineEndings("\n")).ConfigureAwait(false);
            return 0;
        });
        return command;
    }
}
