namespace FlexCore.Architecture.Tests.Model;

/// <summary>The working tree as it is on disk, whatever is committed. Read once, then shared by all tests; immutable.</summary>
internal sealed class Repository
{
    private static readonly string[] Generated = ["bin", "obj", "TestResults", "artifacts", "BenchmarkDotNet.Artifacts"];

    private Repository(string root)
    {
        Root = root;
        var files = Files("src").Concat(Files("tests")).ToList();
        var parsed = files.Where(file => file.EndsWith(".cs", StringComparison.Ordinal)).AsParallel().AsOrdered()
            .Select(file => SourceFile.Parse(file, Read(file))).ToList();
        Sources = [.. parsed.Where(file => file.Path.StartsWith("src/", StringComparison.Ordinal))];
        Tests = [.. parsed.Where(file => file.Path.StartsWith("tests/", StringComparison.Ordinal))];
        Projects = [.. files.Where(file => file.EndsWith(".csproj", StringComparison.Ordinal)).Select(file => ProjectFile.Parse(file, Read(file)))];
    }

    public static Repository Current { get; } = new(FindRoot());

    public string Root { get; }

    public IReadOnlyList<SourceFile> Sources { get; }

    public IReadOnlyList<SourceFile> Tests { get; }

    public IReadOnlyList<ProjectFile> Projects { get; }

    public string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    private IEnumerable<string> Files(string top)
    {
        var open = new Stack<string>([Path.Combine(Root, top)]);
        while (open.TryPop(out var folder))
        {
            foreach (var child in Directory.EnumerateDirectories(folder).Where(child => !Generated.Contains(Path.GetFileName(child))))
            {
                open.Push(child);
            }

            foreach (var file in Directory.EnumerateFiles(folder))
            {
                yield return Path.GetRelativePath(Root, file).Replace('\\', '/');
            }
        }
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "FlexCore.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException($"No FlexCore.sln above {AppContext.BaseDirectory}");
        }

        return folder.FullName;
    }
}
