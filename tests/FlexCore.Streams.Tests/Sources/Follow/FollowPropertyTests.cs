using FlexCore.Streams.Definition;
using FlexCore.Streams.Sources;
using FlexCore.Streams.Sources.Follow;
using FlexCore.Streams.Tests.Execution;
using FlexCore.Testing.Time;
using static FlexCore.Streams.Tests.Sources.SourceReading;

namespace FlexCore.Streams.Tests.Sources.Follow;

/// <summary>
/// Whatever a writer does to its log (lines in pieces, rotation by rename, by copy and truncate) and whenever the reader is killed and goes on at a
/// checkpoint: every line is read once and in order.
/// </summary>
public sealed class FollowPropertyTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly ManualClock _clock = new();

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 40)];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Every_line_is_read_once_and_in_order(int seed)
    {
        var random = new Random(seed);
        var writer = new LogWriter(_folder.At("app.log"), random);
        var read = new List<string>();
        var committed = 0;
        ReadOnlyMemory<byte>? position = null;
        var source = Open(position, random);

        // Before the first checkpoint there is no place to go back to.
        writer.EndLine();
        (position, committed) = (await DrainAsync(source, read, position), read.Count);
        writer.HasReader = true;
        var reached = position;
        for (var round = 0; round < 60; round++)
        {
            writer.Act();
            switch (random.Next(6))
            {
                case 0:
                    // Killed: what was read behind the checkpoint is read again.
                    await source.DisposeAsync();
                    read.RemoveRange(committed, read.Count - committed);
                    writer.Act();
                    writer.Done.Add($"killed at {committed}");
                    source = Open(reached = position, random);
                    break;
                case 1:
                    break;
                default:
                    reached = await DrainAsync(source, read, reached);
                    writer.HasReader |= reached is { } place && FollowPosition.Read(place.Span) is { } at && at.Identity == FileIdentity.Of(_folder.At("app.log"))
                        && at.Point.Offset == new FileInfo(_folder.At("app.log")).Length;
                    writer.Done.Add($"read {read.Count}");
                    if (random.Next(2) == 0)
                    {
                        (position, committed) = (reached, read.Count);
                        writer.Done.Add("checkpoint");
                    }

                    break;
            }
        }

        writer.EndLine();
        await DrainAsync(source, read, position);
        await source.DisposeAsync();
        Numbers(read).ShouldBe(Numbers(writer.Lines), $"seed {seed}: {string.Join(", ", writer.Done)}");
        read.ShouldBe(writer.Lines, $"seed {seed}");
    }

    // Reads until two looks in a row find nothing, then the position is a checkpoint.
    private async Task<ReadOnlyMemory<byte>?> DrainAsync(FollowSource source, List<string> read, ReadOnlyMemory<byte>? position)
    {
        using var stop = new CancellationTokenSource();
        var idle = 0;
        while (idle < 6)
        {
            var next = source.ReadAsync(stop.Token).AsTask();
            while (!next.IsCompleted && idle < 6)
            {
                await Task.WhenAny(next, _clock.WhenTimersArmedAsync(1)).WaitAsync(Generous);
                if (!next.IsCompleted)
                {
                    idle++;
                    _clock.Advance(FollowSource.PollInterval);
                }
            }

            if (idle == 6)
            {
                await stop.CancelAsync();
                await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            if (next.IsCompletedSuccessfully && await next is { } chunk)
            {
                idle = 0;
                read.AddRange(Lines(chunk));
                position = PositionAfter(source, chunk);
            }
        }

        return position;
    }

    private static string Numbers(IEnumerable<string> lines) => string.Join(' ', lines.Select(line => line.Split(':')[0]));

    private FollowSource Open(ReadOnlyMemory<byte>? position, Random random) => FollowSource.Open(
        new FollowSourcePlan(_folder.At("app.log"), Framing.Lines, HasHeader: false), Start(_clock, position, chunkSize: 16 + random.Next(200)));

    /// <summary>Writes a log the way programs and logrotate do. Every step leaves at least one complete line for the reader to know the place by.</summary>
    private sealed class LogWriter(string path, Random random)
    {
        private int _rotations;
        private int _number;

        /// <summary>Whether something of the file's data was read. What is written and truncated away between two looks cannot be told from what nobody wrote.</summary>
        public bool HasReader { get; set; }

        public List<string> Lines { get; } = [];

        public List<string> Done { get; } = [];

        public void Act()
        {
            switch (random.Next(8))
            {
                case 0 when File.Exists(path):
                    // Sometimes the last line has no end.
                    Write(Line() + (random.Next(2) == 0 ? "\n" : string.Empty));
                    File.Move(path, Rotated());
                    Done.Add($"renamed at {_number}");
                    Write(Line() + "\n");
                    HasReader = false;
                    break;
                case 1 when File.Exists(path) && HasReader:
                    File.Copy(path, Rotated());
                    Done.Add($"truncated at {_number}");
                    HasReader = false;
                    using (var file = new FileStream(path, System.IO.FileMode.Open))
                    {
                        file.SetLength(0);
                    }

                    break;
                case 2:
                    Write("\n");
                    break;
                case 3:
                    var half = Line();
                    Write(half[..(half.Length / 2)]);
                    Write(half[(half.Length / 2)..] + "\n");
                    break;
                default:
                    Write(string.Concat(Enumerable.Range(0, 1 + random.Next(6)).Select(_ => Line() + "\n")));
                    break;
            }
        }

        public void EndLine()
        {
            Write(Line() + "\n");
        }

        // Names and times ascend, as logrotate's do; the file system's clock is too coarse for a test.
        private string Rotated()
        {
            File.SetLastWriteTimeUtc(path, new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddMinutes(++_rotations));
            return $"{path}.{_rotations:D4}";
        }

        private string Line()
        {
            var line = $"{++_number}:{new string((char)('a' + random.Next(26)), random.Next(60))}";
            Lines.Add(line);
            return line;
        }

        private void Write(string text) => File.AppendAllText(path, text);
    }
}
