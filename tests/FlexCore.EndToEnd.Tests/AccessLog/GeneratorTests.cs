using System.Text;
using System.Text.RegularExpressions;
using FlexCore.EndToEnd.Tests.Processes;
using FlexCore.Examples.AccessLog;

namespace FlexCore.EndToEnd.Tests.AccessLog;

public partial class GeneratorTests
{
    private static readonly AccessLogOptions SampleOptions = new()
    {
        Lines = 1400,
        Seed = 2026,
        Start = new DateTimeOffset(2026, 1, 15, 8, 25, 0, TimeSpan.Zero),
        Span = TimeSpan.FromMinutes(20),
        BadLinesPerMillion = 6000,
    };

    [Fact]
    public void The_same_options_give_the_same_bytes()
    {
        var options = new AccessLogOptions { Lines = 20_000, Seed = 99 };

        Generate(options).AsSpan().SequenceEqual(Generate(options)).ShouldBeTrue();
    }

    [Fact]
    public void Another_seed_gives_another_log()
    {
        var first = Generate(new AccessLogOptions { Lines = 100, Seed = 1 });

        Generate(new AccessLogOptions { Lines = 100, Seed = 2 }).AsSpan().SequenceEqual(first).ShouldBeFalse();
    }

    [Fact]
    public void The_committed_sample_is_what_the_generator_writes()
    {
        var committed = File.ReadAllBytes(Repository.PathOf("deploy/examples/access-log/access.log"));

        Generate(SampleOptions).AsSpan().SequenceEqual(committed).ShouldBeTrue("Run the generator with the options in the example's README.");
        committed.Length.ShouldBeLessThan(300_000);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1000)]
    [InlineData(123_457)]
    public void A_log_has_exactly_the_lines_asked_for(int lines)
    {
        Generate(new AccessLogOptions { Lines = lines }).Count(b => b == '\n').ShouldBe(lines);
    }

    [Fact]
    public void A_log_without_bad_lines_is_in_the_combined_format_to_the_last_line()
    {
        var log = Encoding.Latin1.GetString(Generate(new AccessLogOptions { Lines = 30_000, Seed = 5, BadLinesPerMillion = 0 }));

        foreach (var line in log.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            CombinedLine().IsMatch(line).ShouldBeTrue(line);
        }
    }

    [Fact]
    public void A_log_has_the_dirt_of_real_logs()
    {
        var bytes = Generate(new AccessLogOptions { Lines = 200_000, Seed = 3 });
        var lines = Encoding.Latin1.GetString(bytes).Split('\n');

        lines.Count(line => line.Length > 0 && !CombinedLine().IsMatch(line)).ShouldBeInRange(20, 400);
        lines.ShouldContain(line => line.StartsWith("2001:db8:", StringComparison.Ordinal));
        lines.ShouldContain(line => line.Contains("\\\"", StringComparison.Ordinal));
        lines.ShouldContain(line => line.Contains(" - \"", StringComparison.Ordinal));
        lines.ShouldContain(line => line.Contains("Googlebot", StringComparison.Ordinal));
        lines.ShouldContain(line => line.Contains("\" 502 ", StringComparison.Ordinal));
        lines.ShouldContain(line => !IsUtf8(Encoding.Latin1.GetBytes(line)));
    }

    [Fact]
    public void Times_are_slightly_out_of_order_and_follow_the_rhythm_of_a_day()
    {
        var log = Encoding.Latin1.GetString(Generate(new AccessLogOptions { Lines = 100_000, Seed = 8, BadLinesPerMillion = 0 }));
        var hours = new int[24];
        var previous = string.Empty;
        var disorder = 0;
        foreach (Match match in StampOfFirstDay().Matches(log))
        {
            var time = match.Groups[1].Value;
            hours[int.Parse(time[..2], System.Globalization.CultureInfo.InvariantCulture)]++;
            disorder += string.CompareOrdinal(time, previous) < 0 ? 1 : 0;
            previous = time;
        }

        disorder.ShouldBeGreaterThan(100);
        hours[20].ShouldBeGreaterThan(hours[3] * 3);
        hours.ShouldAllBe(count => count > 0);
    }

    private static byte[] Generate(AccessLogOptions options)
    {
        using var target = new MemoryStream();
        new AccessLogGenerator(options).WriteTo(target);
        return target.ToArray();
    }

    private static bool IsUtf8(byte[] bytes) => System.Text.Unicode.Utf8.IsValid(bytes);

    [GeneratedRegex("""^[0-9a-f.:]+ - \S+ \[\d\d/[A-Z][a-z]{2}/\d{4}:\d\d:\d\d:\d\d \+0000\] "(?:[^"\\]|\\.)*" \d{3} (?:\d+|-) "(?:[^"\\]|\\.)*" "(?:[^"\\]|\\.)*" \d+\.\d{3}$""")]
    private static partial Regex CombinedLine();

    [GeneratedRegex("""\[15/Jan/2026:(\d\d:\d\d:\d\d) """)]
    private static partial Regex StampOfFirstDay();
}
