namespace FlexCore.Hosting.Modules;

/// <summary>A part of an application that belongs together: its aggregates, the commands and queries it handles, what it listens to, and the services these need.</summary>
/// <remarks>Modules are composed once, while the host is built, dependencies first. What is wrong with the composition ends the start and says in which module.</remarks>
public interface IFlexCoreModule
{
    /// <summary>Its name: dot-separated words of lower-case letters, digits and dashes, for example <c>orders</c>.</summary>
    string Name { get; }

    /// <summary>The modules whose services it uses. They must be added to the host too.</summary>
    IReadOnlyList<Type> DependsOn => [];

    /// <summary>Registers what the module is made of.</summary>
    /// <param name="module">Takes the registrations.</param>
    void Configure(ModuleBuilder module);
}
