using System.Buffers;
using System.Text;
using System.Threading.Channels;
using FlexCore.Domain;
using FlexCore.Streams.Records;
using FlexCore.Streams.Sources;

namespace FlexCore.Streams.Tests.Execution;

/// <summary>A source without an end: the test gives it records, one line each, and it keeps them, so that a resumed run reads them again.</summary>
internal sealed record LiveSource : SourcePlan
{
    private readonly List<string> _lines = [];
    private readonly Channel<int> _arrivals = Channel.CreateUnbounded<int>();

    public override bool IsResumable => true;

    public override bool IsLive => true;

    /// <summary>How often it was opened, and from which record on.</summary>
    public List<int> OpenedAt { get; } = [];

    public SourceStart? Start { get; private set; }

    /// <summary>The trace that each line belongs to, by its number; none by default.</summary>
    public Func<int, TraceParent?> Trace { get; init; } = static _ => null;

    public void Add(string line)
    {
        lock (_lines)
        {
            _lines.Add(line);
        }

        _arrivals.Writer.TryWrite(1);
    }

    public override ValueTask<IRecordSource> OpenAsync(SourceStart start, CancellationToken cancellationToken)
    {
        Start = start;
        var from = start.Position is { } position ? BitConverter.ToInt32(position.Span) : 0;
        OpenedAt.Add(from);
        return ValueTask.FromResult<IRecordSource>(new Reader(this, from));
    }

    private sealed record LinePosition(int Next) : SourcePosition;

    private sealed class Reader(LiveSource owner, int next) : IRecordSource
    {
        private int _next = next;

        public long? BytesTotal => null;

        public long BytesIn => _next;

        public long BytesRead => _next;

        public SourceBacklog? Backlog
        {
            get
            {
                lock (owner._lines)
                {
                    return new SourceBacklog(owner._lines.Count - _next, null);
                }
            }
        }

        public async ValueTask<SourceRead?> ReadAsync(CancellationToken cancellationToken)
        {
            int? taken;
            while ((taken = Take()) is null)
            {
                await owner._arrivals.Reader.ReadAsync(cancellationToken);
            }

            var line = taken.Value;

            var text = Encoding.UTF8.GetBytes(owner._lines[line]);
            return new SourceRead(new SourceChunk(text, [0], [text.Length], 1) { SourceName = "live", BaseOffset = line }, new LinePosition(line + 1), line + 1, line + 1)
            {
                Trace = owner.Trace(line),
            };
        }

        public void WritePosition(SourceRead? after, IBufferWriter<byte> output) => output.Write(BitConverter.GetBytes(after is null ? 0 : ((LinePosition)after.Position).Next));

        public ValueTask DisposeAsync() => default;

        private int? Take()
        {
            lock (owner._lines)
            {
                return _next < owner._lines.Count ? _next++ : null;
            }
        }
    }
}
