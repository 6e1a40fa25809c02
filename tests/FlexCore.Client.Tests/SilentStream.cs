namespace FlexCore.Client.Tests;

/// <summary>A connection over which nothing ever comes.</summary>
internal sealed class SilentStream : ReadOnlyStream
{
    private readonly TaskCompletionSource _isRead = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when someone begins to read.</summary>
    public Task IsRead => _isRead.Task;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _isRead.TrySetResult();
        await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
        return 0;
    }
}
