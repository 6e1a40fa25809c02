using FlexCore.Application.Messaging;
using FlexCore.Application.Messaging.Registration;

namespace FlexCore.Hosting.Modules;

/// <summary>Puts modules into an order in which each comes after those it depends on, otherwise as they were added. Pure.</summary>
internal static class ModuleOrder
{
    /// <exception cref="CompositionException">A name is taken or breaks its rule, a dependency is missing, or modules depend on each other in a circle.</exception>
    public static IReadOnlyList<IFlexCoreModule> Of(IReadOnlyList<IFlexCoreModule> modules)
    {
        List<string> mistakes = [.. Names(modules), .. Missing(modules)];
        if (mistakes.Count > 0)
        {
            throw new CompositionException(mistakes);
        }

        var byType = modules.ToDictionary(module => module.GetType());
        var ordered = new List<IFlexCoreModule>();
        foreach (var module in modules)
        {
            Visit(module, []);
        }

        return ordered;

        void Visit(IFlexCoreModule module, List<IFlexCoreModule> path)
        {
            if (ordered.Contains(module))
            {
                return;
            }

            var start = path.IndexOf(module);
            path.Add(module);
            if (start >= 0)
            {
                throw new CompositionException(
                    [$"Modules depend on each other in a circle: {string.Join(" → ", path.Skip(start).Select(one => $"'{one.Name}'"))}. Move what they share into a module that they all depend on."]);
            }

            foreach (var needed in module.DependsOn)
            {
                Visit(byType[needed], path);
            }

            path.RemoveAt(path.Count - 1);
            ordered.Add(module);
        }
    }

    private static IEnumerable<string> Names(IReadOnlyList<IFlexCoreModule> modules)
    {
        foreach (var twice in modules.GroupBy(module => module.GetType()).Where(group => group.Count() > 1))
        {
            yield return $"The module '{twice.First().Name}' ({twice.Key.Name}) was added {twice.Count()} times. Add it once.";
        }

        foreach (var twice in modules.DistinctBy(module => module.GetType()).GroupBy(module => module.Name, StringComparer.Ordinal).Where(group => group.Count() > 1))
        {
            yield return $"The modules {string.Join(" and ", twice.Select(module => module.GetType().Name))} are both called '{twice.Key}'. Give each a name of its own.";
        }

        foreach (var module in modules.Where(module => !MessageNames.IsName(module.Name)))
        {
            yield return $"The module {module.GetType().Name} is called '{module.Name}'. Use lower-case letters and digits, in words divided by dots or dashes, for example 'orders'.";
        }
    }

    private static IEnumerable<string> Missing(IReadOnlyList<IFlexCoreModule> modules) =>
        from module in modules
        from needed in module.DependsOn
        where modules.All(other => other.GetType() != needed)
        let near = NearestName.Of(needed.Name, modules.Select(other => other.GetType().Name).Where(name => name != module.GetType().Name))
        select needed.IsAssignableTo(typeof(IFlexCoreModule))
            ? $"The module '{module.Name}' depends on {needed.Name}, which was not added. Add it: AddModule<{needed.Name}>().{(near is null ? "" : $" Or did you mean {near}?")}"
            : $"The module '{module.Name}' depends on {needed.Name}, which is no module. Name the class of a module.";
}
