using System.Buffers;
using System.IO.Compression;
using System.Text;
using FlexCore.Application.Streams;
using FlexCore.Streams.Definition;
using FlexCore.Streams.Sources;
using FlexCore.Streams.Tests.Execution;

namespace FlexCore.Streams.Tests.Sources;

public sealed class FileSourceTests : IDisposable
{
    private static readonly SourceSettings Settings = new(64, 1024);

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_position_leads_to_exactly_the_rest(bool isGzip)
    {
        for (var seed = 1; seed <= 4; seed++)
        {
            var plan = Write(seed, isGzip);
            var reads = await ReadAllAsync(plan, null);
            for (var done = 0; done <= reads.Count; done += 3)
            {
                var position = await PositionAsync(plan, done);
                var rest = await ReadAllAsync(plan, position);

                Text(rest).ShouldBe(Text(reads.Skip(done)), $"seed {seed} after {done} chunks");
            }
        }
    }

    [Fact]
    public async Task Byte_counts_go_on_after_a_restart_and_end_at_the_total()
    {
        var plan = Write(7, isGzip: false);
        var total = plan.Paths.Sum(path => new FileInfo(path).Length);
        await using var source = await FileSource.OpenAsync(plan, Settings, await PositionAsync(plan, 5), CancellationToken.None);
        var before = source.BytesIn;
        while (await source.ReadAsync(CancellationToken.None) is not null)
        {
            source.BytesIn.ShouldBeGreaterThan(before);
            before = source.BytesIn;
        }

        (source.BytesIn, source.BytesRead, source.BytesTotal).ShouldBe((total, total, total));
    }

    [Fact]
    public async Task Records_know_their_file()
    {
        var plan = Plan(_folder.Write("a.log", "one\n"), _folder.Write("empty.log", ""), _folder.Write("b.log", "two"));

        var reads = await ReadAllAsync(plan, null);

        reads.Select(read => (Path.GetFileName(read.Chunk.SourceName), read.Chunk.SourceIndex, InputPosition.Of(read).Input)).ShouldBe([("a.log", 0, 0), ("b.log", 2, 2)]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    public async Task Compressed_data_damaged_since_the_checkpoint_is_reported_as_such(int kept)
    {
        var path = _folder.Write("in.gz", Gzip(Lines(400)));
        var plan = Plan(path);
        var position = await PositionAsync(plan, 20);
        var bytes = File.ReadAllBytes(path);
        bytes.AsSpan(10 + kept, 60).Fill(0xFF);
        File.WriteAllBytes(path, bytes);

        var error = await Should.ThrowAsync<StreamException>(async () => await ReadAllAsync(plan, position));

        error.Code.ShouldBeOneOf("source-damaged", "source-changed");
        error.Message.ShouldContain(path);
    }

    [Fact]
    public async Task A_file_that_vanished_since_the_checkpoint_is_named()
    {
        var path = _folder.Write("in.log", Lines(100));
        var plan = Plan(path);
        var position = await PositionAsync(plan, 2);
        File.Delete(path);

        var error = await Should.ThrowAsync<StreamException>(async () => await FileSource.OpenAsync(plan, Settings, position, CancellationToken.None));

        error.Code.ShouldBe("source-not-found");
        error.Message.ShouldContain(path);
    }

    [Fact]
    public async Task A_later_file_that_is_missing_fails_the_start_and_not_the_middle()
    {
        var plan = Plan(_folder.Write("a.log", "one\n"), _folder.At("missing.log"));

        (await Should.ThrowAsync<StreamException>(async () => await FileSource.OpenAsync(plan, Settings, null, CancellationToken.None))).Code.ShouldBe("source-not-found");
    }

    [Theory]
    [InlineData("")]
    [InlineData("09")]
    [InlineData("0105")]
    [InlineData("01FFFFFFFFFFFFFFFF")]
    public async Task A_damaged_position_is_refused(string hex)
    {
        var error = await Should.ThrowAsync<StreamException>(async () => await FileSource.OpenAsync(Plan(_folder.Write("a.log", "x")), Settings, Convert.FromHexString(hex), CancellationToken.None));

        error.Code.ShouldStartWith("checkpoint-");
        error.Message.ShouldContain("--fresh");
    }

    [Theory]
    [InlineData(1100)]
    [InlineData(5000)]
    public async Task A_header_beyond_the_record_limit_is_an_error_and_no_row_takes_its_place(int length)
    {
        var path = _folder.Write("in.csv", new string('h', length) + "\n1,2\n3,4\n");
        var plan = new FileSourcePlan([path], Compression.Auto, Framing.Csv, HasHeader: true);

        var error = await Should.ThrowAsync<StreamException>(async () => await ReadAllAsync(plan, null));

        error.Code.ShouldBe("csv-header-too-long");
        error.Message.ShouldBe($"The header of '{path}' has more than 1,024 bytes. Check that the file is CSV with a header, or raise flexcore.streams.max-record-length.");
    }

    [Fact]
    public async Task Each_file_has_its_own_header_also_after_a_restart()
    {
        var first = _folder.Write("a.csv", "x,y\n" + Lines(20));
        var second = _folder.Write("b.csv", "y,x\n" + Lines(20));
        var plan = new FileSourcePlan([first, second], Compression.Auto, Framing.Csv, HasHeader: true);
        var reads = await ReadAllAsync(plan, null);

        for (var done = 0; done < reads.Count; done++)
        {
            var rest = await ReadAllAsync(plan, await PositionAsync(plan, done));

            rest.ShouldAllBe(read => Encoding.UTF8.GetString(read.Chunk.Header) == (InputPosition.Of(read).Input == 0 ? "x,y" : "y,x"));
            Text(rest).ShouldBe(Text(reads.Skip(done)));
        }
    }

    private static string Lines(int count) => string.Concat(Enumerable.Range(0, count).Select(index => $"line {index}\n"));

    private static FileSourcePlan Plan(params string[] paths) => new(paths, Compression.Auto, Framing.Lines, HasHeader: false);

    private FileSourcePlan Write(int seed, bool isGzip)
    {
        var random = new Random(seed);
        var paths = Enumerable.Range(0, 4).Select(file =>
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(60)).Select(index => $"{file}:{index} {new string('z', random.Next(30))}\n"));
            return _folder.Write($"{seed}-{file}.log", isGzip ? Gzip(text) : Encoding.UTF8.GetBytes(text));
        });
        return Plan([.. paths]);
    }

    private static byte[] Gzip(string text)
    {
        using var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return buffer.ToArray();
    }

    private static async Task<byte[]> PositionAsync(FileSourcePlan plan, int chunks)
    {
        await using var source = await FileSource.OpenAsync(plan, Settings, null, CancellationToken.None);
        SourceRead? last = null;
        for (var i = 0; i < chunks; i++)
        {
            last = await source.ReadAsync(CancellationToken.None);
        }

        var output = new ArrayBufferWriter<byte>();
        source.WritePosition(last, output);
        return output.WrittenSpan.ToArray();
    }

    private static async Task<List<SourceRead>> ReadAllAsync(FileSourcePlan plan, byte[]? position)
    {
        await using var source = await FileSource.OpenAsync(plan, Settings, position is null ? (ReadOnlyMemory<byte>?)null : position.AsMemory(), CancellationToken.None);
        var reads = new List<SourceRead>();
        while (await source.ReadAsync(CancellationToken.None) is { } read)
        {
            reads.Add(read);
        }

        return reads;
    }

    private static string Text(IEnumerable<SourceRead> reads) => string.Concat(reads.SelectMany(read =>
        Enumerable.Range(0, read.Chunk.Count).Select(record => $"{read.Chunk.PositionOf(record)} {Encoding.UTF8.GetString(read.Chunk.Span(record))}\n")));
}
