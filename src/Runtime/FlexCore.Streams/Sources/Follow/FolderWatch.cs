namespace FlexCore.Streams.Sources.Follow;

/// <summary>Waits for a change in a file's folder, or for a time. The change is a hint: it may come for nothing, late or not at all.</summary>
/// <remarks>One reading task waits; the watcher's events come from any thread.</remarks>
internal sealed class FolderWatch : IDisposable
{
    private readonly string _folder;
    private readonly string _name;
    private readonly TimeProvider _clock;
    private FileSystemWatcher? _watcher;
    private TaskCompletionSource _changed = NewSignal();

    /// <summary>Creates a watch.</summary>
    /// <param name="path">The file.</param>
    /// <param name="clock">Measures the wait.</param>
    public FolderWatch(string path, TimeProvider clock)
    {
        _folder = Path.GetDirectoryName(path) ?? "/";
        _name = Path.GetFileName(path);
        _clock = clock;
    }

    /// <summary>From here on a change ends the next wait. Call before looking at the file, so that no change falls in between.</summary>
    public void Arm()
    {
        if (_changed.Task.IsCompleted)
        {
            _changed = NewSignal();
        }

        _watcher ??= TryWatch();
    }

    /// <summary>Waits.</summary>
    /// <param name="longest">The longest wait.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async ValueTask WaitAsync(TimeSpan longest, CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var timer = Task.Delay(longest, _clock, end.Token);
        await Task.WhenAny(timer, _changed.Task);
        await end.CancelAsync();
        await timer.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <inheritdoc/>
    public void Dispose() => _watcher?.Dispose();

    private FileSystemWatcher? TryWatch()
    {
        try
        {
            var watcher = new FileSystemWatcher(_folder, _name)
            {
                NotifyFilter = NotifyFilters.FileName | NotifyFilters.Size | NotifyFilters.LastWrite,
            };
            watcher.Changed += Signal;
            watcher.Created += Signal;
            watcher.Deleted += Signal;
            watcher.Renamed += Signal;
            watcher.EnableRaisingEvents = true;
            return watcher;
        }
        catch (Exception error) when (error is IOException or ArgumentException or UnauthorizedAccessException)
        {
            // The folder is not there yet, or the system has no watches left: the clock alone has to do.
            return null;
        }
    }

    private void Signal(object sender, FileSystemEventArgs change) => Volatile.Read(ref _changed).TrySetResult();

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
