using System.Text;

namespace FlexCore.EndToEnd.Tests.Processes;

/// <summary>A folder of its own for one test, removed afterwards.</summary>
public sealed class Workspace : IDisposable
{
    public Workspace()
    {
        Folder = Directory.CreateTempSubdirectory("flexcore-e2e-").FullName;
    }

    public string Folder { get; }

    public string DataFolder => PathOf(".flexcore");

    public string PathOf(string name) => Path.Combine(Folder, name);

    public string Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    public string Write(string name, byte[] bytes)
    {
        var path = PathOf(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    public string Read(string name) => File.ReadAllText(PathOf(name));

    public string[] Lines(string name) => File.ReadAllLines(PathOf(name));

    public bool Has(string name) => File.Exists(PathOf(name));

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
