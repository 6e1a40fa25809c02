using FlexCore.EndToEnd.Tests.Processes;

namespace FlexCore.EndToEnd.Tests.Documentation;

/// <summary>The console blocks of the README: their commands, and what each shows.</summary>
internal static class ReadmeBlocks
{
    private const string BlockStart = "```console";
    private const string BlockEnd = "```";
    private const string Prompt = "$ ";
    private const string ClusterScripts = "deploy/cluster/";

    /// <summary>The blocks that need nothing but FlexCore, in order.</summary>
    public static IEnumerable<IReadOnlyList<(string Command, string Expected)>> Plain => All().Where(static block => !IsCluster(block));

    /// <summary>The blocks that start a cluster, which needs PostgreSQL and HAProxy.</summary>
    public static IEnumerable<IReadOnlyList<(string Command, string Expected)>> Cluster => All().Where(IsCluster);

    private static bool IsCluster(IReadOnlyList<(string Command, string Expected)> block) => block[0].Command.StartsWith(ClusterScripts, StringComparison.Ordinal);

    private static IEnumerable<IReadOnlyList<(string Command, string Expected)>> All()
    {
        List<(string Command, string Expected)>? block = null;
        foreach (var line in File.ReadAllLines(Repository.PathOf("README.md")))
        {
            if (line == BlockStart)
            {
                block = [];
            }
            else if (line == BlockEnd && block is not null)
            {
                yield return block;
                block = null;
            }
            else if (block is not null && line.StartsWith(Prompt, StringComparison.Ordinal))
            {
                block.Add((line[Prompt.Length..], string.Empty));
            }
            else if (block is not null)
            {
                block[^1] = (block[^1].Command, block[^1].Expected + line + "\n");
            }
        }
    }
}
