using FlexCore.Application.Journal;
using FlexCore.Persistence.Sqlite.Database;

namespace FlexCore.Persistence.Sqlite.Writing;

/// <summary>Copies the write-ahead log into the database without holding up commits for long.</summary>
/// <remarks>
/// When the log has grown past its limit, a second connection copies what is there, on the thread pool, while commits go on. Then
/// the writer copies the little that was added meanwhile, after which SQLite begins the log anew. The fields belong to the writer
/// thread; the second connection to the one background pass that runs.
/// </remarks>
internal sealed class WalCheckpointer : IDisposable
{
    private const int PageBytes = 4_096;

    /// <summary>When the log reaches this many times its limit, the disk cannot keep up, and the writer waits for the background pass.</summary>
    private const int PatienceFactor = 4;

    private readonly SqliteDatabase _writer;
    private readonly SqliteDatabase _background;
    private readonly long _pagesMax;
    private readonly ManualResetEventSlim _passEnded = new(initialState: true);
    private long _pages;
    private Task? _pass;
    private JournalException? _passError;

    public WalCheckpointer(SqliteDatabase writer, SqliteDatabase background, long walBytes)
    {
        _writer = writer;
        _background = background;
        _pagesMax = walBytes / PageBytes;
    }

    /// <summary>Called by the writer after each commit.</summary>
    /// <exception cref="JournalException">The database could not be written.</exception>
    public void AfterCommit()
    {
        _pages += _writer.TakeWrittenPages();
        if (_pages < _pagesMax)
        {
            return;
        }

        if (_pass is null)
        {
            _passEnded.Reset();
            _pass = Task.Run(RunPass);
            return;
        }

        if (_pages >= _pagesMax * PatienceFactor)
        {
            _passEnded.Wait();
        }

        if (_passEnded.IsSet)
        {
            _pass = null;
            _pages = 0;
            if (Interlocked.Exchange(ref _passError, null) is { } error)
            {
                throw error;
            }

            _writer.Checkpoint();
        }
    }

    /// <summary>Waits for a pass that still runs. Called when the writer has ended.</summary>
    public Task WhenIdleAsync() => _pass ?? Task.CompletedTask;

    public void Dispose()
    {
        _background.Dispose();
        _passEnded.Dispose();
    }

    private void RunPass()
    {
        try
        {
            _background.Checkpoint();
        }
        catch (JournalException error)
        {
            // The writer meets it at its next commit and decides whether the store can go on.
            Volatile.Write(ref _passError, error);
        }
        finally
        {
            _passEnded.Set();
        }
    }
}
