using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using FlexCore.Streams.Definition;

namespace FlexCore.Streams.UserOperators;

/// <summary>The operators that a program adds to the built-in ones. Give the same registry to the loader and to the compiler.</summary>
/// <remarks>Immutable and safe to share.</remarks>
public sealed partial class OperatorRegistry
{
    private readonly Dictionary<string, OperatorDescription> _operators = new(StringComparer.Ordinal);

    /// <summary>Creates a registry.</summary>
    /// <param name="operators">The operators; names are unique, are none of the built-in steps, and are made of letters, digits and hyphens, at most 50 characters.</param>
    /// <exception cref="ArgumentException">A name is taken or has a wrong form.</exception>
    public OperatorRegistry(params IEnumerable<OperatorDescription> operators)
    {
        ArgumentNullException.ThrowIfNull(operators);
        foreach (var description in operators)
        {
            Check(description);
            if (!_operators.TryAdd(description.Name, description))
            {
                throw new ArgumentException($"There are two operators '{description.Name}'. Give each its own name.", nameof(operators));
            }
        }
    }

    /// <summary>A registry without operators.</summary>
    public static OperatorRegistry Empty { get; } = new();

    /// <summary>All operators in the order in which they were added.</summary>
    public IReadOnlyCollection<OperatorDescription> All => _operators.Values;

    /// <summary>The names of all operators.</summary>
    public IReadOnlyCollection<string> Names => _operators.Keys;

    /// <summary>Looks up an operator.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="description">The operator.</param>
    /// <returns>Whether there is one.</returns>
    public bool TryGet(string name, [NotNullWhen(true)] out OperatorDescription? description) => _operators.TryGetValue(name, out description);

    /// <summary>The registry with further operators.</summary>
    /// <param name="operators">The operators to add.</param>
    /// <exception cref="ArgumentException">A name is taken or has a wrong form.</exception>
    public OperatorRegistry With(params IEnumerable<OperatorDescription> operators) => new(All.Concat(operators));

    private static void Check(OperatorDescription description)
    {
        if (!NamePattern().IsMatch(description.Name))
        {
            throw new ArgumentException($"'{description.Name}' is not an operator name. Use letters, digits and hyphens, beginning with a lower-case letter, at most 50 characters.");
        }

        if (StepKinds.BuiltIn.Concat(StepKinds.Companions).Contains(description.Name))
        {
            throw new ArgumentException($"'{description.Name}' is a built-in name of pipeline files. Choose another name.");
        }

        if (description.Options.GroupBy(option => option.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"The operator '{description.Name}' has the option '{twice.Key}' twice.");
        }
    }

    [GeneratedRegex(@"^[a-z][A-Za-z0-9-]{0,49}\z", RegexOptions.CultureInvariant)]
    private static partial Regex NamePattern();
}
