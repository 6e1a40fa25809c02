using System.Buffers;
using FlexCore.Application.Streams;
using FlexCore.Streams.Definition;
using FlexCore.Streams.Http;
using FlexCore.Streams.Records;
using FlexCore.Streams.State;
using FlexCore.Streams.Writing;

namespace FlexCore.Streams.Sinks.Http;

/// <summary>Sends rows to an HTTP endpoint in batches, at least once.</summary>
/// <remarks>
/// <para>The checkpoint holds how many rows were delivered. Rows behind it are sent again after a crash, with the same row numbers, so that a receiver
/// can leave out what it has (see <see cref="HttpBatches"/>).</para>
/// <para>Calls of the ordered stage and the linger timer take turns by a semaphore; what the timer's send brings (a fault, refused rows) waits for the
/// next call, because only calls may reach the dead-letter sink.</para>
/// </remarks>
/// <param name="definition">The endpoint.</param>
/// <param name="layout">The rows it will get.</param>
/// <param name="breakers">The breakers of the graph.</param>
internal sealed class HttpSink(HttpSinkDefinition definition, RecordLayout layout, CircuitBreakers breakers) : IRecordSink
{
    private const byte Version = 1;

    private readonly NdjsonRecordWriter _writer = new(layout);
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly CancellationTokenSource _stop = new();
    private readonly RowQueue _rows = new(definition.Batch);
    private SinkStart? _start;
    private HttpBatches? _batches;
    private Task _lingering = Task.CompletedTask;
    private StreamException? _fault;

    private HttpBatches Batches => _batches ?? throw new InvalidOperationException("The sink is not open.");

    /// <inheritdoc/>
    public ValueTask OpenAsync(SinkStart start, CancellationToken cancellationToken)
    {
        _start = start;
        if (start.State is { } state)
        {
            var reader = new StateReader(state.Span);
            reader.Version("http sink", Version);
            _rows.First = reader.Integer() + 1;
            reader.End();
        }

        _batches = new HttpBatches(definition, start, breakers.Of(definition.Url.Text, start.Services.Clock));
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public async ValueTask WriteAsync(RecordBatch batch, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await SettleAsync(cancellationToken);
            for (var i = 0; i < batch.SelectedCount; i++)
            {
                _rows.Add(_writer, batch.Row(batch.Selection[i]));
                if (_rows.IsFull)
                {
                    await SendAsync(cancellationToken);
                    await SettleAsync(cancellationToken);
                }
            }

            if (_start is { IsLive: true, Services.Clock: { } clock } && _rows.Count > 0 && _lingering.IsCompleted)
            {
                _lingering = SendLaterAsync(clock);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask PrepareAsync(IBufferWriter<byte> state, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await SettleAsync(cancellationToken);
            await SendAsync(cancellationToken);
            await SettleAsync(cancellationToken);
            var writer = new StateWriter(state);
            writer.Byte(Version);
            writer.Integer(_rows.First - 1);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public ValueTask CompleteAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _lingering.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _batches?.Dispose();
        _turn.Dispose();
        _stop.Dispose();
    }

    // The state is nothing but a count, so everything that waits has to go before it.
    private async ValueTask SendAsync(CancellationToken cancellationToken)
    {
        if (_rows.Count > 0)
        {
            await Batches.SendAsync(_rows, cancellationToken);
            _rows.Clear();
        }
    }

    private async ValueTask SettleAsync(CancellationToken cancellationToken)
    {
        if (_fault is { } fault)
        {
            throw fault;
        }

        foreach (var (failure, record) in Batches.TakeRefused())
        {
            await (_start?.Rejections ?? FailingRejections.Instance).RejectAsync(failure, record, cancellationToken);
        }
    }

    private async Task SendLaterAsync(TimeProvider clock)
    {
        try
        {
            await Task.Delay(definition.Linger, clock, _stop.Token);
            await _turn.WaitAsync(_stop.Token);
            try
            {
                await SendAsync(_stop.Token);
            }
            finally
            {
                _turn.Release();
            }
        }
        catch (StreamException error)
        {
            _fault = error;
        }
    }
}
