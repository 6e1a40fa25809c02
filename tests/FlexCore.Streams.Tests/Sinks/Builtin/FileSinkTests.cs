using System.Buffers;
using FlexCore.Application.Streams;
using FlexCore.Streams.Definition;
using FlexCore.Streams.Records;
using FlexCore.Streams.Sinks;
using FlexCore.Streams.Sinks.Builtin;
using FlexCore.Streams.Tests.Execution;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Tests.Sinks.Builtin;

public sealed class FileSinkTests : IDisposable
{
    private static readonly RecordLayout Layout = new([new FieldSlot("n", 0)]);

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Rows_are_invisible_until_the_run_is_complete()
    {
        _folder.Write("out.csv", "old");
        await using var sink = await OpenAsync(null);
        await WriteAsync(sink, 1, 2);
        await PrepareAsync(sink);
        _folder.Read("out.csv").ShouldBe("old");

        await sink.CompleteAsync(CancellationToken.None);

        _folder.Read("out.csv").ShouldBe("n\n1\n2\n");
        File.Exists(_folder.At("out.csv.partial")).ShouldBeFalse();
    }

    [Fact]
    public async Task What_came_after_the_checkpoint_is_cut_off_when_going_on()
    {
        byte[] state;
        await using (var first = await OpenAsync(null))
        {
            await WriteAsync(first, 1, 2);
            state = await PrepareAsync(first);
            await WriteAsync(first, 8, 9);
            await PrepareAsync(first);
        }

        await using var second = await OpenAsync(state);
        await WriteAsync(second, 3);
        await second.CompleteAsync(CancellationToken.None);

        _folder.Read("out.csv").ShouldBe("n\n1\n2\n3\n");
    }

    [Fact]
    public async Task A_new_run_of_the_same_id_forgets_what_an_earlier_attempt_wrote()
    {
        await using (var first = await OpenAsync(null))
        {
            await WriteAsync(first, 1, 2, 3, 4, 5);
            await PrepareAsync(first);
        }

        await using var second = await OpenAsync(null);
        await WriteAsync(second, 7);
        await second.CompleteAsync(CancellationToken.None);

        _folder.Read("out.csv").ShouldBe("n\n7\n");
    }

    [Fact]
    public async Task A_run_without_rows_so_far_needs_nothing_of_its_partial_file()
    {
        _folder.Write("out.csv", "the result of an older run");
        var state = await StateAsync();
        File.Delete(_folder.At("out.csv.partial"));

        await using var sink = await OpenAsync(state);
        await WriteAsync(sink, 1);
        await sink.CompleteAsync(CancellationToken.None);

        _folder.Read("out.csv").ShouldBe("n\n1\n");
    }

    [Fact]
    public async Task Publishing_again_after_a_crash_changes_nothing()
    {
        byte[] state;
        await using (var first = await OpenAsync(null))
        {
            await WriteAsync(first, 1, 2);
            state = await PrepareAsync(first);
            await first.CompleteAsync(CancellationToken.None);
        }

        await using var second = await OpenAsync(state);
        (await PrepareAsync(second)).ShouldBe(state);
        await second.CompleteAsync(CancellationToken.None);

        _folder.Read("out.csv").ShouldBe("n\n1\n2\n");
    }

    [Fact]
    public async Task Publishing_an_empty_result_again_changes_nothing()
    {
        var state = await StateAsync();
        foreach (var _ in Enumerable.Range(0, 2))
        {
            await using var sink = await OpenAsync(state);
            await sink.CompleteAsync(CancellationToken.None);
            _folder.Read("out.csv").ShouldBe("n\n");
        }
    }

    [Fact]
    public async Task Rows_never_vanish_into_a_run_whose_partial_file_was_removed()
    {
        var state = await StateAsync(1, 2);
        File.Move(_folder.At("out.csv.partial"), _folder.At("out.csv"));

        await using var sink = await OpenAsync(state);
        var error = await Should.ThrowAsync<StreamException>(() => WriteAsync(sink, 3));

        error.Code.ShouldBe("sink-changed");
        error.Message.ShouldContain("out.csv.partial' is missing");
    }

    [Theory]
    [InlineData(null, "' is missing")]
    [InlineData("n\n1", "has 3 bytes instead of at least 6")]
    public async Task A_partial_file_that_lost_rows_is_refused_with_the_remedy(string? content, string what)
    {
        var state = await StateAsync(1, 2);
        File.Delete(_folder.At("out.csv.partial"));
        if (content is not null)
        {
            _folder.Write("out.csv.partial", content);
        }

        var error = await Should.ThrowAsync<StreamException>(() => OpenAsync(state));

        error.Code.ShouldBe("sink-changed");
        error.Message.ShouldContain(what);
        error.Message.ShouldEndWith("Restore it, or start again with --fresh.");
    }

    [Fact]
    public async Task A_published_file_of_another_length_is_not_taken_for_this_runs()
    {
        var state = await StateAsync(1, 2);
        File.Delete(_folder.At("out.csv.partial"));
        _folder.Write("out.csv", "something else");

        (await Should.ThrowAsync<StreamException>(() => OpenAsync(state))).Code.ShouldBe("sink-changed");
    }

    [Fact]
    public async Task A_folder_with_the_name_of_the_output_is_found_before_the_work_begins()
    {
        Directory.CreateDirectory(_folder.At("out.csv"));

        var error = await Should.ThrowAsync<StreamException>(() => OpenAsync(null));

        error.Code.ShouldBe("sink-unwritable");
        error.Message.ShouldEndWith("a folder has that name. Choose another path.");
    }

    [Fact]
    public async Task The_folder_of_the_output_is_made()
    {
        await using var sink = await OpenAsync(null, "a/b/out.csv");
        await sink.CompleteAsync(CancellationToken.None);

        _folder.Read("a/b/out.csv").ShouldBe("n\n");
    }

    [Fact]
    public async Task A_file_in_the_place_of_the_folder_is_reported()
    {
        _folder.Write("a", "x");

        (await Should.ThrowAsync<StreamException>(() => OpenAsync(null, "a/out.csv"))).Code.ShouldBe("sink-unwritable");
    }

    [Fact]
    public async Task A_second_run_does_not_touch_the_output_of_one_at_work()
    {
        await using var first = await OpenAsync(null);
        await WriteAsync(first, 1);
        await PrepareAsync(first);

        var error = await Should.ThrowAsync<StreamException>(() => OpenAsync(null));

        error.Message.ShouldContain("no other run writes it");
        await first.CompleteAsync(CancellationToken.None);
        _folder.Read("out.csv").ShouldBe("n\n1\n");
    }

    [Theory]
    [InlineData("")]
    [InlineData("02")]
    [InlineData("0100")]
    public async Task A_damaged_state_is_refused(string hex)
    {
        (await Should.ThrowAsync<StreamException>(() => OpenAsync(Convert.FromHexString(hex)))).Code.ShouldStartWith("checkpoint-");
    }

    [Fact]
    public async Task Many_rows_cross_the_buffer_without_a_gap()
    {
        const int Count = 200_000;
        await using var sink = await OpenAsync(null);
        for (var start = 0; start < Count; start += 1000)
        {
            await WriteAsync(sink, [.. Enumerable.Range(start, 1000)]);
        }

        await sink.CompleteAsync(CancellationToken.None);

        File.ReadLines(_folder.At("out.csv")).Skip(1).Select(int.Parse).SequenceEqual(Enumerable.Range(0, Count)).ShouldBeTrue();
    }

    private async Task<FileSink> OpenAsync(byte[]? state, string name = "out.csv")
    {
        var sink = new FileSink(_folder.At(name), RecordWriters.Create(RecordFormat.Csv, Layout));
        await sink.OpenAsync(new SinkStart(PipelineHarness.Stream, "run", state is null ? (ReadOnlyMemory<byte>?)null : state.AsMemory()), CancellationToken.None);
        return sink;
    }

    private async Task<byte[]> StateAsync(params int[] numbers)
    {
        await using var sink = await OpenAsync(null);
        await WriteAsync(sink, numbers);
        return await PrepareAsync(sink);
    }

    private static async Task WriteAsync(FileSink sink, params int[] numbers)
    {
        var batch = new RecordBatch(1);
        foreach (var number in numbers)
        {
            batch.Add(0)[0] = Value.Number(number);
        }

        await sink.WriteAsync(batch, CancellationToken.None);
    }

    private static async Task<byte[]> PrepareAsync(FileSink sink)
    {
        var state = new ArrayBufferWriter<byte>();
        await sink.PrepareAsync(state, CancellationToken.None);
        return state.WrittenSpan.ToArray();
    }
}
