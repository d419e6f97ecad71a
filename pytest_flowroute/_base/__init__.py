"""What all other folders of the plugin use."""
