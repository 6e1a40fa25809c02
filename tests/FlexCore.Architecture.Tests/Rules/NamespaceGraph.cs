using FlexCore.Architecture.Tests.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FlexCore.Architecture.Tests.Rules;

/// <summary>Which namespace of the product uses which other, found from the type names that appear in a file and are visible there.</summary>
internal sealed class NamespaceGraph
{
    private readonly SortedDictionary<string, SortedSet<string>> _uses = new(StringComparer.Ordinal);
    private readonly Dictionary<(string From, string To), string> _examples = [];

    public NamespaceGraph(IReadOnlyList<SourceFile> files)
    {
        var declared = files.SelectMany(file => file.TopLevelTypes.Select(type => (file.Namespace, Name: SourceFile.NameOf(type))))
            .ToLookup(entry => entry.Name, entry => entry.Namespace);
        foreach (var file in files.Where(file => file.Namespace.Length > 0))
        {
            Add(file, declared);
        }
    }

    public IEnumerable<string> UsedBy(string space) => _uses.TryGetValue(space, out var used) ? used : [];

    /// <summary>Groups of namespaces that all reach each other, of two members or more.</summary>
    public IEnumerable<IReadOnlyList<string>> Cycles()
    {
        var reach = _uses.Keys.ToDictionary(space => space, Reach, StringComparer.Ordinal);
        var grouped = new HashSet<string>(StringComparer.Ordinal);
        foreach (var space in _uses.Keys.Where(grouped.Add))
        {
            var group = _uses.Keys.Where(other => other != space && reach[space].Contains(other) && reach[other].Contains(space)).Prepend(space).ToList();
            grouped.UnionWith(group);
            if (group.Count > 1)
            {
                yield return group;
            }
        }
    }

    /// <summary>Names every arrow inside a group with one example, so that the reader knows where to cut.</summary>
    public string Explain(IReadOnlyList<string> group)
    {
        var arrows = from source in @group
                     from target in @group
                     where _examples.ContainsKey((source, target))
                     select $"{source} -> {target} ({_examples[(source, target)]})";
        return $"{group.Count} namespaces in a cycle:\n    {string.Join("\n    ", arrows)}";
    }

    private void Add(SourceFile file, ILookup<string, string> declared)
    {
        var visible = Visible(file);
        if (!_uses.TryGetValue(file.Namespace, out var used))
        {
            _uses[file.Namespace] = used = new SortedSet<string>(StringComparer.Ordinal);
        }

        foreach (var name in file.TopLevelTypes.SelectMany(type => type.DescendantNodes()).OfType<SimpleNameSyntax>().Where(IsTypePosition))
        {
            foreach (var space in declared[name.Identifier.Text].Where(space => space != file.Namespace && visible.Contains(space)))
            {
                used.Add(space);
                _examples.TryAdd((file.Namespace, space), $"{Path.GetFileName(file.Path)} uses {name.Identifier.Text}");
            }
        }
    }

    // The right side of a dot is a member, and the name of a named argument or initialiser is no type.
    private static bool IsTypePosition(SimpleNameSyntax name) =>
        !(name.Parent is MemberAccessExpressionSyntax access && access.Name == name)
        && name.Parent is not (NameColonSyntax or NameEqualsSyntax or MemberBindingExpressionSyntax)
        && !(name.Parent is AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax } assignment && assignment.Left == name);

    private static HashSet<string> Visible(SourceFile file)
    {
        var visible = file.All<UsingDirectiveSyntax>().Select(directive => directive.Name?.ToString() ?? "").ToHashSet(StringComparer.Ordinal);
        for (var space = file.Namespace; space.Contains('.', StringComparison.Ordinal); space = space[..space.LastIndexOf('.')])
        {
            visible.Add(space);
        }

        return visible;
    }

    private HashSet<string> Reach(string from)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>([from]);
        while (open.TryPop(out var space))
        {
            foreach (var next in UsedBy(space).Where(reached.Add))
            {
                open.Push(next);
            }
        }

        return reached;
    }
}
