namespace FlexCore.Hocon.Configuration;

/// <summary>Calls back once nothing has changed for a while in the folders of some files: once after the start, then after every change.</summary>
/// <remarks>
/// Folders are watched, not files: editors and orchestrators replace files by renaming, and a file that does not exist yet has no handle.
/// The callback runs on a timer thread, and may run again before it has returned: its owner serialises it. Disposing is safe at any time.
/// </remarks>
internal sealed class FileWatch : IDisposable
{
    private readonly HashSet<string> _folders;
    private readonly List<FileSystemWatcher> _watchers = [];
    private readonly TimeSpan _quiet;
    private readonly ITimer _timer;

    public FileWatch(IEnumerable<string> files, TimeSpan quiet, TimeProvider clock, Action changed)
    {
        _quiet = quiet;
        _folders = FoldersOf(files);
        _timer = clock.CreateTimer(_ => changed(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        foreach (var folder in _folders)
        {
            _watchers.Add(Start(folder));
        }

        // What changed between reading the files and watching them would go unnoticed otherwise.
        Arm();
    }

    /// <summary>Whether the folders of these files are exactly those watched.</summary>
    public bool Covers(IEnumerable<string> files) => _folders.SetEquals(FoldersOf(files));

    public void Dispose()
    {
        foreach (var watcher in _watchers)
        {
            watcher.Dispose();
        }

        _timer.Dispose();
    }

    /// <summary>A folder that does not exist cannot be watched; its files are noticed after the next reload.</summary>
    private static HashSet<string> FoldersOf(IEnumerable<string> files) =>
        files.Select(Path.GetDirectoryName).OfType<string>().Where(Directory.Exists).ToHashSet(StringComparer.Ordinal);

    private FileSystemWatcher Start(string folder)
    {
        var watcher = new FileSystemWatcher(folder)
        {
            NotifyFilter = NotifyFilters.FileName | NotifyFilters.DirectoryName | NotifyFilters.LastWrite | NotifyFilters.Size,
        };
        watcher.Changed += Note;
        watcher.Created += Note;
        watcher.Deleted += Note;
        watcher.Renamed += Note;
        watcher.Error += (_, _) => Arm();
        watcher.EnableRaisingEvents = true;
        return watcher;
    }

    private void Note(object sender, FileSystemEventArgs change) => Arm();

    private void Arm() => _timer.Change(_quiet, Timeout.InfiniteTimeSpan);
}
