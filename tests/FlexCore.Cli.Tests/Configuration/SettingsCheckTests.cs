using System.Collections;
using FlexCore.Cli.Configuration;
using FlexCore.Cli.Linting;

namespace FlexCore.Cli.Tests.Configuration;

public sealed class SettingsCheckTests : IDisposable
{
    private readonly CliHarness _cli = new();

    [Fact]
    public void The_defaults_have_no_mistake() => Run(string.Empty).ShouldBeEmpty();

    /// <summary>Every setting belongs to a class whose check runs: otherwise a wrong value would pass.</summary>
    [Fact]
    public void Every_section_of_the_defaults_is_checked()
    {
        var sections = SettingsCheck.OptionClasses().Select(option => option.Section + ".").ToList();

        EffectiveConfiguration.Load(null, new Hashtable()).Known.ShouldAllBe(key => sections.Any(section => key.StartsWith(section, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("flexcore.journal.reader-cuont-max = 3", "Did you mean 'flexcore.journal.reader-count-max'?")]
    [InlineData("flexcore.cli.zzzzzzzz = 3", "'flexcore.cli' has: progress-interval, plain-progress-interval.")]
    [InlineData("flexcore.wholly.different = 3", "'flexcore config render' lists all settings.")]
    [InlineData("flexcor.cli.progress-interval = 3s", "Did you mean 'flexcore.cli.progress-interval'?")]
    public void A_key_that_nobody_reads_has_place_and_suggestion(string line, string suggestion)
    {
        var finding = Run($"# first\n{line}\n").ShouldHaveSingleItem();

        finding.Code.ShouldBe("unknown-setting");
        finding.Line.ShouldBe(2);
        finding.Suggestion.ShouldBe(suggestion);
    }

    [Fact]
    public void Values_of_ones_own_for_substitutions_are_allowed() => Run("mine = 4\nflexcore.journal.reader-count-max = ${mine}\n").ShouldBeEmpty();

    [Theory]
    [InlineData("flexcore.journal.shard-count = 0", "flexcore.journal.shard-count = 0 is out of range")]
    [InlineData("flexcore.streams.chunk-size = 1 GB", "flexcore.streams.chunk-size is")]
    [InlineData("flexcore.actors.system.ask-timeout = soon", "which is not a duration")]
    [InlineData("flexcore.cli.progress-interval = 1ms", "flexcore.cli.progress-interval is 1 ms")]
    [InlineData("flexcore.actors.entity.when-fenced = maybe", "which is not one of")]
    public void A_value_that_would_be_refused_is_named_with_its_line(string line, string message)
    {
        var finding = Run($"\n\n{line}\n").ShouldHaveSingleItem();

        finding.Code.ShouldBe("invalid-setting");
        finding.Message.ShouldContain(message);
        finding.Line.ShouldBe(3);
        finding.Column.ShouldBe(line.IndexOf('=', StringComparison.Ordinal) + 3);
    }

    [Fact]
    public void A_variable_that_nobody_reads_is_named_with_a_suggestion()
    {
        var finding = Run(string.Empty, ("FLEXCORE_JOURNAL_DATA_FODLER", "x"), ("FLEXCORE_NODE", "http://x"), ("OTHER", "y")).ShouldHaveSingleItem();

        finding.File.ShouldBe("environment");
        finding.Message.ShouldContain("FLEXCORE_JOURNAL_DATA_FODLER");
        finding.Suggestion.ShouldBe("Did you mean 'FLEXCORE_JOURNAL_DATA_FOLDER'?");
    }

    [Fact]
    public void A_wrong_value_of_a_variable_names_the_variable()
    {
        var finding = Run(string.Empty, ("FLEXCORE_JOURNAL_SHARD_COUNT", "none")).ShouldHaveSingleItem();

        finding.File.ShouldBe("environment FLEXCORE_JOURNAL_SHARD_COUNT");
    }

    [Fact]
    public void A_file_that_is_not_hocon_is_one_finding_with_its_place()
    {
        var finding = Run("a {").ShouldHaveSingleItem();

        finding.Code.ShouldBe("syntax");
        finding.Line.ShouldBe(1);
    }

    public void Dispose() => _cli.Dispose();

    private IReadOnlyList<LintFinding> Run(string text, params (string Name, string Value)[] environment)
    {
        var variables = new Hashtable();
        foreach (var (name, value) in environment)
        {
            variables[name] = value;
        }

        return SettingsCheck.Run(_cli.Write("a.conf", text), variables);
    }
}
