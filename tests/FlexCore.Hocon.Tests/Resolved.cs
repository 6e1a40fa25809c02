using FlexCore.Hocon.Documents;

namespace FlexCore.Hocon.Tests;

/// <summary>Parses and resolves texts against an environment that the test chooses.</summary>
internal static class Resolved
{
    public static HoconSettings Settings(params (string Name, string Value)[] environment)
    {
        var variables = environment.ToDictionary(pair => pair.Name, pair => pair.Value, StringComparer.Ordinal);
        return new HoconSettings { Environment = name => variables.GetValueOrDefault(name) };
    }

    public static HoconObject Object(string text, params (string Name, string Value)[] environment) =>
        HoconParser.Parse(text, Settings(environment)).Resolve();

    public static string Json(string text, params (string Name, string Value)[] environment) => Object(text, environment).ToJson();

    public static HoconException Failure(string text, params (string Name, string Value)[] environment) =>
        Should.Throw<HoconException>(() => Object(text, environment));
}
