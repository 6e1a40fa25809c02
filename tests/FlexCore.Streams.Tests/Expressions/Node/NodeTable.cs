namespace FlexCore.Streams.Tests.Expressions.Node;

/// <summary>The expressions that are compared with node: one a line, <c>expression ## our result ## reason</c> where the two differ.</summary>
internal static class NodeTable
{
    public static IReadOnlyList<NodeCase> Read() => [.. File
        .ReadAllLines(RepositoryFiles.PathOf(Path.Combine(NodeProcess.Folder, "expressions.txt")))
        .Where(static line => line.Length > 0 && line[0] != '#')
        .Select(static line => line.Split(" ## "))
        .Select(static parts => new NodeCase(parts[0], parts.ElementAtOrDefault(1), parts.ElementAtOrDefault(2)))];
}
