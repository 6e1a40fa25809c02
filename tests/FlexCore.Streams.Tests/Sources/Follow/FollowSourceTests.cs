using System.Text;
using FlexCore.Application.Streams;
using FlexCore.Streams.Definition;
using FlexCore.Streams.Sources;
using FlexCore.Streams.Sources.Follow;
using FlexCore.Streams.Tests.Execution;
using FlexCore.Testing.Time;
using static FlexCore.Streams.Tests.Sources.SourceReading;

namespace FlexCore.Streams.Tests.Sources.Follow;

public sealed class FollowSourceTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly ManualClock _clock = new();
    private readonly List<string> _seen = [];
    private SourceRead? _last;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_is_there_and_what_is_added_is_read()
    {
        Append("1\n2\n");
        await using var source = Open();
        await SeesAsync(source, "1", "2");

        Append("3\n");
        await SeesAsync(source, "3");
    }

    [Fact]
    public async Task A_last_line_waits_for_its_line_feed()
    {
        Append("1\nhal");
        await using var source = Open();
        await SeesAsync(source, "1");
        var next = source.ReadAsync(default).AsTask();
        await LookAgainAsync();
        next.IsCompleted.ShouldBeFalse();

        Append("f");
        await LookAgainAsync();
        next.IsCompleted.ShouldBeFalse();
        Append("\r\n");

        Take(await FinishAsync(next)).ShouldBe(["half"]);
    }

    [Fact]
    public async Task A_file_that_is_not_there_yet_is_waited_for()
    {
        await using var source = Open("sub/app.log");
        var next = source.ReadAsync(default).AsTask();
        await LookAgainAsync();
        Directory.CreateDirectory(_folder.At("sub"));
        await LookAgainAsync();
        File.WriteAllText(_folder.At("sub/app.log"), "1\n");

        Take(await FinishAsync(next)).ShouldBe(["1"]);
    }

    [Fact]
    public async Task After_a_rename_the_old_file_is_read_to_its_end_and_then_the_new_one()
    {
        Append("1\n");
        await using var source = Open();
        await SeesAsync(source, "1");
        Append("2\n");
        File.Move(_folder.At("app.log"), _folder.At("app.log.1"));
        Append("3\n");
        await File.AppendAllTextAsync(_folder.At("app.log.1"), "2b\nno line feed");

        await SeesAsync(source, "2", "2b", "no line feed", "3");
    }

    [Fact]
    public async Task Several_rotations_at_once_are_read_in_order()
    {
        Append("1\n");
        await using var source = Open();
        await SeesAsync(source, "1");
        for (var i = 2; i <= 4; i++)
        {
            var next = source.ReadAsync(default).AsTask();
            File.Move(_folder.At("app.log"), _folder.At($"app.log.{9 - i}"));
            Append($"{i}\n");
            Take(await FinishAsync(next)).ShouldBe([$"{i}"]);
        }
    }

    [Fact]
    public async Task After_copy_and_truncate_what_only_the_copy_holds_is_read_first()
    {
        Append("1\n");
        await using var source = Open();
        await SeesAsync(source, "1");
        Append("2\n");
        File.Copy(_folder.At("app.log"), _folder.At("app.log.1"));
        File.WriteAllText(_folder.At("app.log"), string.Empty);
        Append("3\n");

        await SeesAsync(source, "2", "3");
    }

    [Fact]
    public async Task A_truncated_file_that_has_grown_beyond_the_old_place_is_noticed()
    {
        Append("aaaa\n");
        await using var source = Open();
        await SeesAsync(source, "aaaa");
        Truncate();
        Append("bbbb\ncccc\ndddd\n");

        await SeesAsync(source, "bbbb", "cccc", "dddd");
    }

    [Fact]
    public async Task A_deleted_file_that_comes_again_is_read_from_its_beginning()
    {
        Append("1\n");
        await using var source = Open();
        await SeesAsync(source, "1");
        File.Delete(_folder.At("app.log"));
        var next = source.ReadAsync(default).AsTask();
        await LookAgainAsync();
        Append("2\n");

        Take(await FinishAsync(next)).ShouldBe(["2"]);
    }

    [Fact]
    public async Task The_position_survives_a_rename_while_nobody_reads()
    {
        Append("1\n");
        await using (var source = Open())
        {
            await SeesAsync(source, "1");
            Append("2\n");
        }

        File.Move(_folder.At("app.log"), _folder.At("app.log.1"));
        Append("3\n");
        await using var resumed = Resume();
        await SeesAsync(resumed, "2", "3");
    }

    [Fact]
    public async Task The_position_survives_copy_and_truncate_while_nobody_reads()
    {
        Append("1\n");
        await using (var source = Open())
        {
            await SeesAsync(source, "1");
            Append("2\n");
        }

        File.Copy(_folder.At("app.log"), _folder.At("app.log.1"));
        Truncate();
        Append("3\n");
        await using var resumed = Resume();
        await SeesAsync(resumed, "2", "3");
    }

    [Fact]
    public async Task The_position_survives_several_rotations_while_nobody_reads()
    {
        Append("1\n");
        await using (var source = Open())
        {
            await SeesAsync(source, "1");
        }

        for (var i = 2; i <= 5; i++)
        {
            Append($"{i}\n");
            File.SetLastWriteTimeUtc(_folder.At("app.log"), new DateTime(2026, 1, i, 0, 0, 0, DateTimeKind.Utc));
            File.Move(_folder.At("app.log"), _folder.At($"app.log-2026010{i}"));
        }

        Append("6\n");
        await using var resumed = Resume();
        await SeesAsync(resumed, "2", "3", "4", "5", "6");
    }

    [Fact]
    public async Task Other_files_beside_the_followed_one_are_never_read()
    {
        Append("1\n");
        await using var source = Open();
        await SeesAsync(source, "1");
        File.Move(_folder.At("app.log"), _folder.At("app.log.1"));
        foreach (var other in new[] { "app.log.idx", "app.log.gz", "app.log.1.gz", "app.logs", "app.log.appending", "application.log.2" })
        {
            _folder.Write(other, "not a record\n");
            File.SetLastWriteTimeUtc(_folder.At(other), new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        }

        Append("2\n");
        await SeesAsync(source, "2");
    }

    [Fact]
    public async Task A_place_that_is_gone_is_an_error_and_not_a_silent_loss()
    {
        Append("1\n");
        await using (var source = Open())
        {
            await SeesAsync(source, "1");
        }

        File.Delete(_folder.At("app.log"));
        Append("other\n");

        var error = Should.Throw<StreamException>(Resume);
        error.Code.ShouldBe("source-changed");
        error.Message.ShouldContain("--fresh");
    }

    [Theory]
    [InlineData(16)]
    [InlineData(700)]
    [InlineData(65_536)]
    public async Task A_line_above_the_limit_fails_alone_also_while_it_grows(int chunkSize)
    {
        Append("1\n" + new string('x', 1500));
        await using var source = FollowSource.Open(Plan(), Start(_clock, chunkSize: chunkSize));
        await SeesAsync(source, "1");
        var next = source.ReadAsync(default).AsTask();
        await LookAgainAsync();
        Append(new string('y', 1500));
        await LookAgainAsync();
        next.IsCompleted.ShouldBeFalse("the record has no end yet");
        Append("\n2\n");

        var read = await FinishAsync(next);
        var rest = read.Chunk.Count == 1 ? await NextAsync(source) : read;

        read.Chunk.Defects.ShouldNotBeNull()[0].Reason.ShouldBe("record-too-long");
        read.Chunk.Length(0).ShouldBe(1024);
        Lines(rest).Last().ShouldBe("2");
        rest.Chunk.PositionOf(rest.Chunk.Count - 1).Line.ShouldBe(3);
    }

    [Fact]
    public async Task A_csv_header_is_read_of_every_file_and_given_on_resume()
    {
        Append("a,b\n1,2\n");
        await using (var source = FollowSource.Open(Plan() with { HasHeader = true, Framing = Framing.Csv }, Start(_clock)))
        {
            var read = await NextAsync(source);
            Take(read).ShouldBe(["1,2"]);
            Encoding.UTF8.GetString(read.Chunk.Header).ShouldBe("a,b");
        }

        Append("\"3\n3\",4\n");
        await using var resumed = FollowSource.Open(Plan() with { HasHeader = true, Framing = Framing.Csv }, Start(_clock, Position()));
        var second = await NextAsync(resumed);
        Take(second).ShouldBe(["\"3\n3\",4"]);
        Encoding.UTF8.GetString(second.Chunk.Header).ShouldBe("a,b");

        File.Move(_folder.At("app.log"), _folder.At("app.log.1"));
        Append("c\n5\n");
        var third = await FinishAsync(resumed.ReadAsync(default).AsTask());
        Encoding.UTF8.GetString(third.Chunk.Header).ShouldBe("c");
        Take(third).ShouldBe(["5"]);
    }

    [Fact]
    public async Task A_wait_ends_when_it_is_cancelled_and_loses_nothing()
    {
        await using var source = Open();
        using var cancel = new CancellationTokenSource();
        var next = source.ReadAsync(cancel.Token).AsTask();
        await _clock.WhenTimersArmedAsync(1).WaitAsync(Generous);

        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => next.WaitAsync(Generous));
        Append("1\n");
        await SeesAsync(source, "1");
    }

    [Fact]
    public async Task An_event_of_the_file_system_ends_a_wait_without_the_clock()
    {
        Append("1\n");
        await using var source = Open();
        await SeesAsync(source, "1");
        var next = source.ReadAsync(default).AsTask();
        await _clock.WhenTimersArmedAsync(1).WaitAsync(Generous);

        Append("2\n");

        Take((await next.WaitAsync(Generous)).ShouldNotBeNull()).ShouldBe(["2"]);
    }

    [Fact]
    public async Task A_folder_under_the_path_is_a_clear_error()
    {
        Directory.CreateDirectory(_folder.At("app.log"));
        await using var source = Open();

        (await Should.ThrowAsync<StreamException>(async () => await source.ReadAsync(default))).Message.ShouldContain("is a folder");
    }

    private FollowSourcePlan Plan(string name = "app.log") => new(_folder.At(name), Framing.Lines, HasHeader: false);

    private FollowSource Open(string name = "app.log") => FollowSource.Open(Plan(name), Start(_clock));

    private FollowSource Resume() => FollowSource.Open(Plan(), Start(_clock, Position()));

    private ReadOnlyMemory<byte> Position() => PositionAfter(FollowSource.Open(Plan("none"), Start(_clock)), _last);

    private void Append(string text) => File.AppendAllText(_folder.At("app.log"), text);

    private void Truncate()
    {
        using var file = new FileStream(_folder.At("app.log"), System.IO.FileMode.Open);
        file.SetLength(0);
    }

    private IEnumerable<string> Take(SourceRead read)
    {
        _last = read;
        return Lines(read);
    }

    private async Task SeesAsync(FollowSource source, params string[] lines)
    {
        _seen.Clear();
        while (_seen.Count < lines.Length)
        {
            _seen.AddRange(Take(await FinishAsync(source.ReadAsync(default).AsTask())));
        }

        _seen.ShouldBe(lines);
    }

    private async Task<SourceRead> FinishAsync(Task<SourceRead?> read)
    {
        while (!read.IsCompleted)
        {
            await Task.WhenAny(read, _clock.WhenTimersArmedAsync(1)).WaitAsync(Generous);
            _clock.Advance(FollowSource.PollInterval);
        }

        return (await read).ShouldNotBeNull();
    }

    private async Task LookAgainAsync()
    {
        await _clock.WhenTimersArmedAsync(1).WaitAsync(Generous);
        _clock.Advance(FollowSource.PollInterval);
        await _clock.WhenTimersArmedAsync(1).WaitAsync(Generous);
    }
}
