using System.Collections.Concurrent;
using FlexCore.Persistence.Faults;

namespace FlexCore.Persistence.Sqlite.Reading;

/// <summary>A bounded set of reading connections. Thread-safe; a rented reader belongs to its renter until it is returned.</summary>
internal sealed class ReaderPool : IDisposable
{
    private readonly string _path;
    private readonly int _shardCount;
    private readonly SemaphoreSlim _free;
    private readonly ConcurrentStack<StoreReader> _idle = new();
    private volatile bool _disposed;

    public ReaderPool(string path, int shardCount, int countMax)
    {
        _path = path;
        _shardCount = shardCount;
        _free = new SemaphoreSlim(countMax, countMax);
    }

    /// <summary>Waits for a free reader.</summary>
    public async ValueTask<Rental> RentAsync(CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_disposed)
            {
                throw new StoreException(StoreFault.Stopped, _path, $"The store '{_path}' is closed.");
            }

            return new Rental(this, _idle.TryPop(out var reader) ? reader : new StoreReader(_path, _shardCount));
        }
        catch
        {
            _free.Release();
            throw;
        }
    }

    public void Dispose()
    {
        _disposed = true;
        CloseIdle();
    }

    private void Return(StoreReader reader)
    {
        _idle.Push(reader);
        _free.Release();
        if (_disposed)
        {
            CloseIdle();
        }
    }

    private void CloseIdle()
    {
        while (_idle.TryPop(out var reader))
        {
            reader.Dispose();
        }
    }

    /// <summary>The right to use a reader; disposing gives it back.</summary>
    internal readonly struct Rental(ReaderPool pool, StoreReader reader) : IDisposable
    {
        public StoreReader Reader { get; } = reader;

        public void Dispose() => pool.Return(Reader);
    }
}
