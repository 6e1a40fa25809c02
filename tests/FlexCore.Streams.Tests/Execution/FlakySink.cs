using System.Buffers;
using FlexCore.Streams.Definition;
using FlexCore.Streams.Records;
using FlexCore.Streams.Sinks;

namespace FlexCore.Streams.Tests.Execution;

/// <summary>Takes the place of tables: a sink that keeps row counts with its rows like a table does, and is unavailable when told to.</summary>
internal sealed class FlakySink : IRecordSinkFactory, IRecordSink
{
    private long _skip;
    private long _committed;
    private readonly List<string> _uncommitted = [];

    /// <summary>Asked before each write; true makes it fail.</summary>
    public Func<bool> IsUnavailable { get; set; } = static () => false;

    public List<string> Rows { get; } = [];

    public int Opened { get; private set; }

    public SinkStart? Start { get; private set; }

    /// <summary>Told when a checkpoint is durable.</summary>
    public Action OnCommit { get; set; } = static () => { };

    public bool IsCompleted { get; private set; }

    /// <summary>Signalled whenever rows arrive.</summary>
    public Action OnWrite { get; set; } = static () => { };

    public IRecordSink? Create(SinkDefinition definition, RecordLayout layout) => definition is SqliteSinkDefinition ? this : null;

    public ValueTask OpenAsync(SinkStart start, CancellationToken cancellationToken)
    {
        Opened++;
        Start = start;
        _uncommitted.Clear();
        _skip = Rows.Count - (start.State is { } state ? BitConverter.ToInt64(state.Span) : 0);
        _committed = Rows.Count - _skip;
        return default;
    }

    /// <summary>Awaited before rows are taken.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    public async ValueTask WriteAsync(RecordBatch batch, CancellationToken cancellationToken)
    {
        OnWrite();
        await Gate.WaitAsync(cancellationToken);
        if (IsUnavailable())
        {
            throw new SinkUnavailableException("the table is away");
        }

        Take(batch);
    }

    private void Take(RecordBatch batch)
    {
        foreach (var row in batch.Selection)
        {
            if (_skip > 0)
            {
                _skip--;
            }
            else
            {
                _uncommitted.Add(batch.Row(row)[0].ToString());
            }

            _committed++;
        }
    }

    public ValueTask PrepareAsync(IBufferWriter<byte> state, CancellationToken cancellationToken)
    {
        Rows.AddRange(_uncommitted);
        _uncommitted.Clear();
        state.Write(BitConverter.GetBytes(_committed));
        return default;
    }

    public ValueTask CommitAsync(CancellationToken cancellationToken)
    {
        OnCommit();
        return default;
    }

    public ValueTask CompleteAsync(CancellationToken cancellationToken)
    {
        IsCompleted = true;
        return default;
    }

    public ValueTask DisposeAsync() => default;
}
