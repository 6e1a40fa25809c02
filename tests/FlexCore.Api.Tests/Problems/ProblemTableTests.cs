using System.Reflection;
using System.Text.RegularExpressions;
using FlexCore.Api.Problems;
using FlexCore.Application.Nodes;
using FlexCore.Domain.Pipelines;

namespace FlexCore.Api.Tests.Problems;

public sealed class ProblemTableTests
{
    [Fact]
    public void Every_code_is_there_once_and_in_order()
    {
        ProblemTable.Rows.Select(row => row.Code).ShouldBeUnique();
        ProblemTable.Rows.Select(row => (row.Status, row.Code)).ShouldBe(ProblemTable.Rows.Select(row => (row.Status, row.Code)).OrderBy(key => key.Status).ThenBy(key => key.Code, StringComparer.Ordinal));
    }

    [Fact]
    public void Every_code_of_this_layer_and_of_the_node_has_its_status() =>
        Constants(typeof(ProblemCodes)).Concat(Constants(typeof(NodeRefusals))).Except(ProblemTable.Rows.Select(row => row.Code)).ShouldBeEmpty();

    /// <summary>The refusals of the deciders are internal to the domain; their factories are called for their codes.</summary>
    [Theory]
    [InlineData("FlexCore.Domain.Pipelines.PipelineRefusals")]
    [InlineData("FlexCore.Domain.DataStreams.DataStreamRefusals")]
    [InlineData("FlexCore.Domain.Schedules.ScheduleRefusals")]
    [InlineData("FlexCore.Domain.Schedules.Cron.CronParser")]
    [InlineData("FlexCore.Domain.Admission")]
    public void Every_refusal_of_the_domain_has_its_status(string type)
    {
        var codes = Codes(typeof(PipelineState).Assembly.GetType(type) ?? throw new InvalidOperationException(type));
        codes.ShouldNotBeEmpty();
        codes.Except(ProblemTable.Rows.Select(row => row.Code)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("my-own-code", 409)]
    [InlineData("backlog-full", 429)]
    [InlineData("pipeline-not-found", 404)]
    public void An_unknown_refusal_is_a_conflict(string code, int status) => ProblemTable.Find(code).Status.ShouldBe(status);

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("line\nfeed\u007f", "line\uFFFDfeed\uFFFD")]
    [InlineData("whole 😀", "whole 😀")]
    public void A_clients_value_is_shown_without_what_could_harm_a_log(string value, string shown) => Shown.Of(value).ShouldBe(shown);

    [Fact]
    public void Half_a_character_is_not_shown() => Shown.Of("half" + (char)0xD800).ShouldBe("half\uFFFD");

    [Fact]
    public void A_clients_value_is_cut() => Shown.Of(new string('x', 1_000)).Length.ShouldBe(61);

    // Kebab-case literals of a class, read from its compiled strings: a new refusal is found without being listed here.
    private static IEnumerable<string> Codes(Type type)
    {
        var literals = type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
            .SelectMany(method => Strings(method, type.Module));
        return literals.Where(text => Regex.IsMatch(text, "^[a-z]+(-[a-z]+)+$")).Distinct();
    }

    private static IEnumerable<string> Strings(MethodInfo method, Module module)
    {
        var code = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        for (var at = 0; at + 4 < code.Length; at++)
        {
            const byte LoadString = 0x72;
            const byte StringTable = 0x70;
            if (code[at] == LoadString && code[at + 4] == StringTable)
            {
                yield return module.ResolveString(BitConverter.ToInt32(code, at + 1));
            }
        }
    }

    private static IEnumerable<string> Constants(Type type) =>
        type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic).Where(field => field.IsLiteral).Select(field => (string?)field.GetRawConstantValue() ?? "");
}
