using System.Collections;
using System.Reflection;
using FlexCore.Streams.Definition;
using FlexCore.Streams.Definition.Loading;

namespace FlexCore.Streams.Tests.Definition.Writing;

/// <summary>Makes pipelines of every kind of source, step and sink with any values, by looking at the types: a member that is new is generated too.</summary>
internal sealed class AnyDefinition(Random random)
{
    public const string OwnOperator = "own-operator";
    private const int DepthMax = 7;

    private static readonly Type[] Nested = [typeof(UnionSourceDefinition), typeof(BranchStep)];
    private static readonly NullabilityInfoContext Nullability = new();

    private static readonly string[] Pieces =
        ["a", "status >= 500", "${x}", "$${", "$", "{", "}", "\"", "'", "\\", "\n", "\t", " ", ": ", "# ", "- ", "ä", "日", "🦊", "\u0085", "\u2028", "\u0000", "\ufeff", "null", "true", "~", "1.50", "`${y}`", " desc", " asc"];

    public PipelineDefinition Next() => (PipelineDefinition)Make(typeof(PipelineDefinition), 0);

    private object Make(Type type, int depth)
    {
        if (type.IsAbstract)
        {
            var kinds = type.Assembly.GetTypes().Where(kind => kind.IsSubclassOf(type) && !kind.IsAbstract && !(depth > DepthMax && Nested.Contains(kind))).OrderBy(kind => kind.Name, StringComparer.Ordinal).ToList();
            return Make(kinds[random.Next(kinds.Count)], depth);
        }

        var constructor = type.GetConstructors(BindingFlags.Public | BindingFlags.Instance).Where(found => found.GetParameters() is not [{ } only] || only.ParameterType != type).MaxBy(found => found.GetParameters().Length)
            ?? throw new InvalidOperationException($"{type} has no constructor.");
        var made = constructor.Invoke([.. constructor.GetParameters().Select(parameter => Value(parameter.ParameterType, parameter.Name ?? "", Nullability.Create(parameter), 1, depth))]);
        var given = constructor.GetParameters().Select(parameter => parameter.Name ?? "").ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var property in type.GetProperties().Where(property => property.CanWrite && property.PropertyType != typeof(Mark) && !given.Contains(property.Name)))
        {
            // A member that has a default often keeps it.
            if (property.Name is "Name" or "Source" or "Sinks" || random.Next(2) == 0)
            {
                property.SetValue(made, Value(property.PropertyType, property.Name, Nullability.Create(property), property.Name == "Sinks" ? 1 : 0, depth));
            }
        }

        return Fit(made);
    }

    // What no file can say is not generated: PipelineWriterTests has it by name.
    private static object Fit(object made) => made switch
    {
        SourceDefinition source and not (FileSourceDefinition or StdinSourceDefinition) => source with { Framing = null },
        OperatorCall call => call with { Name = OwnOperator },
        ValidateStep validate => validate with { Schema = validate.Schema is null ? null : SchemaText.FromCode("""{ "type": ["object"], "properties": { "a\n": { "const": "true", "maximum": 1.50 } } }""") },
        ParseStep { Columns.Count: 0 } parse => parse with { Columns = null },
        RouteDefinition route => route with { IsDropped = false },
        BranchStep branch => branch with
        {
            Routes = EquatableList.From(branch.Routes.Select(route => route with { When = route.When ?? "true" }).DistinctBy(route => route.Name.Text)),
            Otherwise = branch.Otherwise is { } other
                ? new RouteDefinition(RouteDefinition.OtherwiseName, null) { Steps = other.Steps, Sinks = other.Sinks, IsDropped = other.Steps.Count + other.Sinks.Count == 0 }
                : null,
        },
        _ => made,
    };

    private object? Value(Type type, string name, NullabilityInfo nullability, int least, int depth)
    {
        if (nullability.ReadState == NullabilityState.Nullable && random.Next(3) == 0)
        {
            return null;
        }

        type = Nullable.GetUnderlyingType(type) ?? type;
        return type switch
        {
            _ when type == typeof(DefinitionText) => new DefinitionText(Text()),
            _ when type == typeof(string) => Text(),
            _ when type == typeof(bool) => random.Next(2) == 0,
            _ when type == typeof(int) => random.Next(name == "Partitions" ? 2 : 1, 10),
            _ when type == typeof(long) => random.NextInt64(1, 1L << 53),
            _ when type == typeof(double) => Math.Max(double.Epsilon, random.NextDouble() * Math.Pow(10, -random.Next(0, 30))),
            _ when type == typeof(TimeSpan) => TimeSpan.FromMilliseconds(random.Next(2) == 0 ? random.Next(1, int.MaxValue) : 60_000L * random.Next(1, 5_000_000)),
            _ when type.IsEnum => Enum.GetValues(type).GetValue(random.Next(Enum.GetValues(type).Length)),
            _ when type.IsGenericType && type.GetGenericTypeDefinition() == typeof(EquatableList<>) => List(type.GetGenericArguments()[0], name, least, depth + 1),
            _ => Make(type, depth + 1),
        };
    }

    private object List(Type item, string name, int least, int depth)
    {
        var count = random.Next(least, 4);
        IEnumerable<object> items = [.. Enumerable.Range(0, count).Select(_ => item == typeof(DefinitionText) ? new DefinitionText(Text()) : Make(item, depth))];

        // Names are the keys of a mapping, so each is there once; the parts of a key are a list.
        items = items.DistinctBy(made => made switch
        {
            NamedText named when name is not ("By" or "Key") => named.Name.Text,
            HttpHeader header => header.Name.Text,
            FieldType type => type.Name.Text,
            OperatorArgument argument => argument.Name.Text,
            _ => new object(),
        });
        var array = Array.CreateInstance(item, items.Count());
        ((ICollection)items.ToArray()).CopyTo(array, 0);
        return typeof(EquatableList).GetMethod(nameof(EquatableList.From))?.MakeGenericMethod(item).Invoke(null, [array])
            ?? throw new InvalidOperationException("There is no list.");
    }

    private string Text() => string.Concat(Enumerable.Range(0, random.Next(1, 5)).Select(_ => Pieces[random.Next(Pieces.Length)]));
}
