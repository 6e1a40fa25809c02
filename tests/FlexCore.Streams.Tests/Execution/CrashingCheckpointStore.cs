using FlexCore.Application.Streams;
using FlexCore.Domain;

namespace FlexCore.Streams.Tests.Execution;

/// <summary>Ends the run at a chosen save, as a crash would; saves since an earlier one are lost, so that files are ahead of the checkpoint.</summary>
internal sealed class CrashingCheckpointStore(ICheckpointStore inner) : ICheckpointStore
{
    private int _saves;
    private int _lostFrom;
    private int _crashAt;
    private bool _isAfter;

    /// <summary>Plans the next crash.</summary>
    /// <param name="lostFrom">Saves from this one on are not kept.</param>
    /// <param name="crashAt">The save that crashes.</param>
    /// <param name="isAfter">Whether the crashing save itself is kept; only without lost ones.</param>
    public void Plan(int lostFrom, int crashAt, bool isAfter) => (_saves, _lostFrom, _crashAt, _isAfter) = (0, lostFrom, crashAt, isAfter);

    public async ValueTask SaveAsync(StreamCheckpoint checkpoint, CancellationToken cancellationToken = default)
    {
        _saves++;
        var isCrash = _saves == _crashAt;
        if (_saves < _lostFrom || _crashAt == 0 || (isCrash && _isAfter))
        {
            await inner.SaveAsync(checkpoint, cancellationToken);
        }

        if (isCrash)
        {
            throw new SimulatedCrashException();
        }
    }

    public ValueTask<StreamCheckpoint?> LoadAsync(EntityId stream, CancellationToken cancellationToken = default) => inner.LoadAsync(stream, cancellationToken);

    public ValueTask DeleteAsync(EntityId stream, CancellationToken cancellationToken = default) => inner.DeleteAsync(stream, cancellationToken);
}
