namespace FlexCore.Hocon.Tests;

/// <summary>A folder of its own for a test that needs files.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    // Beside the folder, so that files move into it in one step: a watcher never sees half of one.
    private readonly string _staging = Directory.CreateTempSubdirectory("flexcore-hocon-").FullName;

    public string Root { get; } = Directory.CreateTempSubdirectory("flexcore-hocon-").FullName;

    public string Write(string name, string content)
    {
        var staged = Path.Combine(_staging, "file");
        File.WriteAllText(staged, content);
        var path = Path.Combine(Root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path) ?? Root);
        File.Move(staged, path, overwrite: true);
        return path;
    }

    public void Dispose()
    {
        Directory.Delete(_staging, recursive: true);
        Directory.Delete(Root, recursive: true);
    }
}
