using FlexCore.Hocon.Options;
using FlexCore.Actors.Entities;
using FlexCore.Cli.Configuration;
using FlexCore.Cli.ExitCodes;
using FlexCore.Persistence.Sqlite;
using Microsoft.Extensions.Configuration;

namespace FlexCore.Cli.Tests.Configuration;

public class OptionsReaderTests
{
    [Fact]
    public void Sizes_and_numbers_are_read()
    {
        var options = OptionsReader.Read<SqliteStoreOptions>(With("flexcore:journal:queue-bytes-max", "64 MiB", "flexcore:journal:shard-count", "8"), SqliteStoreOptions.Section);

        options.QueueBytesMax.ShouldBe(64L << 20);
        options.ShardCount.ShouldBe(8);
    }

    [Theory]
    [InlineData("250ms", 250)]
    [InlineData("1.5s", 1_500)]
    [InlineData("40", 40)]
    public void Durations_are_read(string text, double milliseconds) =>
        OptionsReader.Read<CliOptions>(With("flexcore:cli:progress-interval", text), CliOptions.Section)
            .ProgressInterval.TotalMilliseconds.ShouldBe(milliseconds);

    [Fact]
    public void Infinite_is_a_duration() =>
        OptionsReader.Read<EntityOptions>(With("flexcore:actors:entity:ask-timeout", "infinite"), EntityOptions.Section)
            .AskTimeout.ShouldBe(Timeout.InfiniteTimeSpan);

    [Fact]
    public void Choices_are_read_without_regard_to_case() =>
        OptionsReader.Read<EntityOptions>(With("flexcore:actors:entity:when-fenced", "reacquire"), EntityOptions.Section)
            .WhenFenced.ShouldBe(FencedPolicy.Reacquire);

    [Fact]
    public void A_missing_section_gives_the_defaults() =>
        OptionsReader.Read<CliOptions>(new ConfigurationBuilder().Build(), CliOptions.Section).ProgressInterval.ShouldBe(new CliOptions().ProgressInterval);

    [Fact]
    public void An_unknown_key_is_an_error_that_lists_the_known_ones()
    {
        var error = Should.Throw<ConfigurationException>(() => OptionsReader.Read<CliOptions>(With("flexcore:cli:progres-interval", "1s"), CliOptions.Section));

        FailureMap.CodeOf(error).ShouldBe(ExitCode.InvalidConfiguration);
        error.Message.ShouldContain("flexcore.cli.progres-interval");
        error.Message.ShouldContain("plain-progress-interval, progress-interval");
    }

    [Theory]
    [InlineData("flexcore:cli:progress-interval", "soon", "duration")]
    [InlineData("flexcore:cli:progress-interval", "", "duration")]
    public void A_value_of_the_wrong_type_is_an_error_that_names_key_value_and_type(string key, string value, string expected)
    {
        var error = Should.Throw<ConfigurationException>(() => OptionsReader.Read<CliOptions>(With(key, value), CliOptions.Section));

        error.Message.ShouldContain("flexcore.cli.progress-interval");
        error.Message.ShouldContain($"'{value}'");
        error.Message.ShouldContain(expected);
    }

    [Theory]
    [InlineData("many")]
    [InlineData("99999999999999999999")]
    [InlineData("3000000000")]
    public void A_number_that_does_not_fit_is_an_error(string value) =>
        Should.Throw<ConfigurationException>(() => OptionsReader.Read<SqliteStoreOptions>(With("flexcore:journal:shard-count", value), SqliteStoreOptions.Section))
            .Message.ShouldContain(value);

    private static IConfiguration With(params string[] pairs) => new ConfigurationBuilder()
        .AddInMemoryCollection(pairs.Chunk(2).Select(pair => KeyValuePair.Create(pair[0], (string?)pair[1])))
        .Build();
}
