using System.Security.Cryptography;
using System.Text;
using FlexCore.Application.Projections;
using FlexCore.Streams.Definition;
using FlexCore.Streams.Definition.Loading;
using FlexCore.Streams.Expressions.Compilation;

namespace FlexCore.Streams.Projections;

/// <summary>Reads declarative projections, YAML or JSON, and reports every mistake with its place.</summary>
public static class ProjectionLoader
{
    /// <summary>The most rules of one projection.</summary>
    public const int MaxRules = 100;

    private static readonly string[] Effects = ["set", "increment", "append", "delete"];

    private const string Where = "the projection";

    /// <summary>Reads a projection.</summary>
    /// <param name="text">YAML or JSON.</param>
    public static ProjectionLoadResult Load(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var diagnostics = new DiagnosticBag();
        IProjection? projection = null;
        if (DocumentReader.Read(text, diagnostics) is { } root)
        {
            if (root is MappingNode mapping)
            {
                var context = new LoadContext(diagnostics, new VariableSubstitution(VariableReader.Read(mapping, new Dictionary<string, string>(), diagnostics), diagnostics));
                projection = Read(new MappingReader(mapping, Where, context), text);
            }
            else
            {
                diagnostics.Add(DiagnosticCodes.WrongType, root.Mark, $"A projection must be a mapping, not {root.Description}.", "Begin with 'name: my_projection'.");
            }
        }

        return new ProjectionLoadResult(diagnostics.IsEmpty ? projection : null, diagnostics.Items);
    }

    private static DeclaredProjection Read(MappingReader reader, string text)
    {
        reader.Node(VariableReader.Key);
        var name = reader.RequiredText("name");
        if (name.Text.Length > 0 && !ProjectionDescription.IsName(name.Text))
        {
            reader.Context.Diagnostics.Add(
                DiagnosticCodes.InvalidValue, name.Mark, $"'{name}' cannot name a projection.", $"Use 1 to {ProjectionDescription.NameLengthMax} of a-z 0-9 - _, beginning with a letter.");
        }

        var summary = reader.Text("description");
        var from = reader.RequiredNode("from") is { } types ? TypesOf(types, "from", reader.Context) : [];
        var key = Compile(reader.Text("key"), reader.Context);
        var when = Compile(reader.Text("when"), reader.Context);
        var scope = key is null ? ProjectionScope.Stream : ProjectionScope.All;
        var personal = reader.Flag("personal") ?? false;
        var rules = reader.RequiredNode("rules") is { } list ? ReadRules(list, scope, reader.Context) : [];
        reader.Finish();
        var description = new ProjectionDescription(name.Text, 1, scope) { Summary = summary?.Text ?? "", ShowsPersonal = personal, Content = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))) };
        return new DeclaredProjection(description, from, key, when, rules);
    }

    private static List<DeclaredRule> ReadRules(DocumentNode node, ProjectionScope scope, LoadContext context)
    {
        if (node is not SequenceNode sequence || sequence.Items.Count is 0 or > MaxRules)
        {
            context.Diagnostics.Add(DiagnosticCodes.WrongType, node.Mark, $"'rules' must be a list of 1 to {MaxRules} rules.", "Begin each rule with a dash.");
            return [];
        }

        return [.. sequence.Items.Select(item => ReadRule(item, scope, context)).OfType<DeclaredRule>()];
    }

    private static DeclaredRule? ReadRule(DocumentNode node, ProjectionScope scope, LoadContext context)
    {
        if (context.Mapping(node, "rules", "the rule") is not { } reader)
        {
            return null;
        }

        var rule = new DeclaredRule(reader.Node("on") is { } on ? TypesOf(on, "on", context) : [], Compile(reader.Text("when"), context), reader.Flag("delete") ?? false)
        {
            Set = Members(reader, "set"), Increment = Members(reader, "increment"), Append = Members(reader, "append"),
        };
        reader.Finish();
        if (!Effects.Any(key => reader.Node(key) is not null))
        {
            context.Diagnostics.Add(DiagnosticCodes.MissingKey, node.Mark, "The rule does nothing.", "Give it 'set', 'increment', 'append' or 'delete: true'.");
        }

        if (rule.IsDelete && scope == ProjectionScope.All)
        {
            context.Diagnostics.Add(
                DiagnosticCodes.InvalidValue,
                node.Mark,
                "A document that takes events of several streams cannot be deleted by one of them: between streams there is no order, so a rebuild could give another result.",
                "Set a member instead, or leave 'key' out so that each stream has its own document.");
        }

        return rule;
    }

    private static List<(string Member, CompiledExpression Value)> Members(MappingReader reader, string key)
    {
        var members = new List<(string, CompiledExpression)>();
        if (reader.Node(key) is { } node)
        {
            foreach (var entry in reader.Context.NamedTexts(node, key))
            {
                if (Compile(entry.Text, reader.Context) is { } value)
                {
                    members.Add((entry.Name.Text, value));
                }
            }
        }

        return members;
    }

    private static List<string> TypesOf(DocumentNode node, string key, LoadContext context)
    {
        var types = new List<string>();
        foreach (var type in context.Texts(node, key))
        {
            if (type.Text.Length == 0 || type.Text.IndexOf('*', StringComparison.Ordinal) is >= 0 and var star && star != type.Text.Length - 1)
            {
                context.Diagnostics.Add(DiagnosticCodes.InvalidValue, type.Mark, $"'{type}' is no event type.", "Write a name, or the beginning of names and '*' behind it.");
            }

            types.Add(type.Text);
        }

        return types;
    }

    private static CompiledExpression? Compile(DefinitionText? text, LoadContext context)
    {
        if (text is null)
        {
            return null;
        }

        var result = ExpressionCompiler.Compile(text.Text, EventScope.Instance);
        foreach (var mistake in result.Diagnostics)
        {
            context.Diagnostics.Add(mistake.Code == Expressions.ExpressionErrorCode.UnknownName ? DiagnosticCodes.UnknownField : DiagnosticCodes.InvalidExpression, text.MarkAt(mistake.Position.Offset), mistake.Message, mistake.Suggestion is { } name ? $"Did you mean '{name}'?" : null);
        }

        return result.Product;
    }
}
