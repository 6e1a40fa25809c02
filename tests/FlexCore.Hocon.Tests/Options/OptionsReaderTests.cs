using FlexCore.Hocon.Options;
using Microsoft.Extensions.Configuration;

namespace FlexCore.Hocon.Tests.Options;

/// <summary>Every kind of setting beside what people write: what is taken, what it means, and what is refused with key and value.</summary>
public sealed class OptionsReaderTests
{
    public enum Mode
    {
        Off,
        ReAcquire,
    }

    [Theory]
    [InlineData("count", "7", 7)]
    [InlineData("count", "-7", -7)]
    [InlineData("count", "+7", 7)]
    [InlineData("count", "2147483647", int.MaxValue)]
    [InlineData("count", "4k", 4096)]
    [InlineData("size", "9223372036854775807", long.MaxValue)]
    [InlineData("size", "1 GiB", 1L << 30)]
    [InlineData("size", "1GB", 1_000_000_000L)]
    [InlineData("size", "512 B", 512L)]
    [InlineData("ratio", "0.25", 0.25)]
    [InlineData("ratio", "-1e3", -1000.0)]
    [InlineData("flag", "true", true)]
    [InlineData("flag", "YES", true)]
    [InlineData("flag", "on", true)]
    [InlineData("flag", "False", false)]
    [InlineData("flag", "no", false)]
    [InlineData("flag", "off", false)]
    [InlineData("name", "", "")]
    [InlineData("name", " as it is ", " as it is ")]
    [InlineData("mode", "re-acquire", Mode.ReAcquire)]
    [InlineData("mode", "OFF", Mode.Off)]
    public void A_value_means_what_people_mean(string key, string text, object value) => ValueOf(Read(key, text), key).ShouldBe(value);

    [Theory]
    [InlineData("0ms", 0)]
    [InlineData("15", 15)]
    [InlineData("250ms", 250)]
    [InlineData("2 seconds", 2_000)]
    [InlineData("1.5m", 90_000)]
    [InlineData("2h", 7_200_000)]
    [InlineData("1d", 86_400_000)]
    [InlineData("infinite", -1)]
    public void A_duration_has_a_unit_or_is_in_milliseconds(string text, double milliseconds) => Read("wait", text).Wait.TotalMilliseconds.ShouldBe(milliseconds);

    [Theory]
    [InlineData("count", "2147483648", "a whole number or a size such as 64 MiB")]
    [InlineData("count", "1.5", "a whole number or a size such as 64 MiB")]
    [InlineData("count", "", "a whole number or a size such as 64 MiB")]
    [InlineData("count", "1e3", "a whole number or a size such as 64 MiB")]
    [InlineData("count", "seven", "a whole number or a size such as 64 MiB")]
    [InlineData("count", "3 parsecs", "a whole number or a size such as 64 MiB")]
    [InlineData("count", "4G", "a whole number or a size such as 64 MiB")]
    [InlineData("size", "9223372036854775808", "a whole number or a size such as 64 MiB")]
    [InlineData("size", "9000000 TiB", "a whole number or a size such as 64 MiB")]
    [InlineData("ratio", "0,25", "a number")]
    [InlineData("ratio", "1e999", "a number")]
    [InlineData("ratio", "NaN", "a number")]
    [InlineData("flag", "1", "true or false")]
    [InlineData("flag", "", "true or false")]
    [InlineData("flag", "yes!", "true or false")]
    [InlineData("mode", "reacquire", "one of: off, re-acquire")]
    [InlineData("mode", "1", "one of: off, re-acquire")]
    [InlineData("wait", "soon", "a duration such as 250ms or 10s")]
    [InlineData("wait", "", "a duration such as 250ms or 10s")]
    [InlineData("wait", "5 lightyears", "a duration such as 250ms or 10s")]
    public void A_value_that_means_nothing_is_refused_with_key_value_and_kind(string key, string text, string kind) =>
        Should.Throw<ConfigurationException>(() => Read(key, text)).Message.ShouldBe($"The setting 'a.b.{key}' is '{text}', which is not {kind}.");

    [Fact]
    public void An_unknown_setting_is_refused_with_those_there_are_unless_another_reads_the_section_too()
    {
        var configuration = With("colour", "red", "count", "3");
        Should.Throw<ConfigurationException>(() => OptionsReader.Read<Sample>(configuration, "a.b")).Message
            .ShouldBe("There is no setting 'a.b.colour'. The settings there are: count, flag, mode, name, ratio, size, wait.");

        ((Sample)OptionsReader.Read(configuration, "a.b", typeof(Sample), new HashSet<string>())).Count.ShouldBe(3);
    }

    [Fact]
    public void What_is_not_set_keeps_its_value_and_other_sections_do_not_count()
    {
        var options = new Sample { Count = 9, Name = "kept" };

        OptionsReader.Fill(options, With("count", "3"), "a.b");
        OptionsReader.Fill(options, new ConfigurationBuilder().AddInMemoryCollection([new("a:c:name", "other")]).Build(), "a.b");

        (options.Count, options.Name).ShouldBe((3, "kept"));
    }

    [Fact]
    public void A_kind_that_has_no_conversion_is_a_mistake_of_the_program() =>
        Should.Throw<NotSupportedException>(() => OptionsReader.Read<Odd>(With("when", "today"), "a.b")).Message.ShouldContain("'a.b.when'");

    private static Sample Read(string key, string text) => OptionsReader.Read<Sample>(With(key, text), "a.b");

    private static object? ValueOf(Sample sample, string key) => typeof(Sample).GetProperties().Single(property => ConfigurationKeys.ToKebab(property.Name) == key).GetValue(sample);

    private static IConfiguration With(params string[] pairs) =>
        new ConfigurationBuilder().AddInMemoryCollection(pairs.Chunk(2).Select(pair => KeyValuePair.Create($"a:b:{pair[0]}", (string?)pair[1]))).Build();

    private sealed class Sample
    {
        public int Count { get; set; }

        public long Size { get; set; }

        public double Ratio { get; set; }

        public bool Flag { get; set; } = true;

        public string Name { get; set; } = "";

        public Mode Mode { get; set; }

        public TimeSpan Wait { get; set; }

        public int Shown => Count;
    }

    private sealed class Odd
    {
        public DateOnly When { get; set; }
    }
}
