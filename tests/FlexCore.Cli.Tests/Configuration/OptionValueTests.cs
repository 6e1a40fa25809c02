using FlexCore.Hocon.Options;
using FlexCore.Actors;
using FlexCore.Actors.Entities;
using FlexCore.Cli.Configuration;
using FlexCore.Cli.ExitCodes;
using Microsoft.Extensions.Configuration;

namespace FlexCore.Cli.Tests.Configuration;

/// <summary>Values that look right to a lenient parser and mean something else to the user.</summary>
public class OptionValueTests
{
    [Theory]
    [InlineData("0.25", 0.25)]
    [InlineData("0", 0.0)]
    [InlineData("2e-1", 0.2)]
    public void Fractions_are_read(string text, double expected) => ReadJitter(text).ShouldBe(expected);

    [Theory]
    [InlineData("0,2")]
    [InlineData("1,000")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("-Infinity")]
    [InlineData("")]
    [InlineData("20%")]
    public void A_fraction_that_is_none_is_refused_with_key_and_value(string text)
    {
        var error = Should.Throw<ConfigurationException>(() => ReadJitter(text));

        FailureMap.CodeOf(error).ShouldBe(ExitCode.InvalidConfiguration);
        error.Message.ShouldBe($"The setting 'flexcore.actors.system.restart-jitter' is '{text}', which is not a number.");
    }

    [Theory]
    [InlineData("0")]
    [InlineData("7")]
    [InlineData("-1")]
    [InlineData("reacquire,stop")]
    [InlineData("re-acquire-")]
    [InlineData("")]
    public void A_choice_is_a_name_and_neither_a_number_nor_a_list(string text)
    {
        var error = Should.Throw<ConfigurationException>(() => ReadChoice(text));

        error.Message.ShouldContain("'flexcore.actors.entity.when-fenced'");
        error.Message.ShouldContain($"'{text}'");
        foreach (var name in Enum.GetNames<FencedPolicy>())
        {
            error.Message.ShouldContain(ConfigurationKeys.ToKebab(name));
        }
    }

    [Fact]
    public void Every_choice_that_a_message_offers_is_read()
    {
        foreach (var value in Enum.GetValues<FencedPolicy>())
        {
            ReadChoice(ConfigurationKeys.ToKebab(value.ToString())).ShouldBe(value);
        }
    }

    [Theory]
    [InlineData("DataFolder", "data-folder")]
    [InlineData("X", "x")]
    [InlineData("WalBytes", "wal-bytes")]
    [InlineData("MailboxCapacityMax", "mailbox-capacity-max")]
    public void A_property_has_a_spelling_in_files(string property, string expected) => ConfigurationKeys.ToKebab(property).ShouldBe(expected);

    [Theory]
    [InlineData("flexcore:journal:data-folder", "FLEXCORE_JOURNAL_DATA_FOLDER")]
    [InlineData("flexcore.cli.progress-interval", "FLEXCORE_CLI_PROGRESS_INTERVAL")]
    public void A_key_has_a_spelling_in_the_environment(string key, string expected) => ConfigurationKeys.ToVariable(key).ShouldBe(expected);

    private static double ReadJitter(string text) =>
        OptionsReader.Read<ActorSystemOptions>(With("flexcore:actors:system:restart-jitter", text), ActorSystemOptions.Section).RestartJitter;

    private static FencedPolicy ReadChoice(string text) =>
        OptionsReader.Read<EntityOptions>(With("flexcore:actors:entity:when-fenced", text), EntityOptions.Section).WhenFenced;

    private static IConfiguration With(string key, string value) =>
        new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create(key, (string?)value)]).Build();
}
