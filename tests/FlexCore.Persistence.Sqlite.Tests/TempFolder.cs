namespace FlexCore.Persistence.Sqlite.Tests;

/// <summary>A folder of its own for one test, deleted with it.</summary>
internal sealed class TempFolder : IDisposable
{
    public TempFolder() => Path = Directory.CreateTempSubdirectory("flexcore-sqlite-").FullName;

    public string Path { get; }

    public string Database => System.IO.Path.Combine(Path, "flexcore.db");

    /// <summary>Copies the database files as they are now, as if the power went out: no close, no checkpoint.</summary>
    public TempFolder CopyAfterCrash()
    {
        var copy = new TempFolder();
        foreach (var file in new[] { "flexcore.db", "flexcore.db-wal" })
        {
            var from = System.IO.Path.Combine(Path, file);
            if (File.Exists(from))
            {
                File.Copy(from, System.IO.Path.Combine(copy.Path, file));
            }
        }

        return copy;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
